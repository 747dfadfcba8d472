import type { Reply } from '#exchange.ts'
import { json } from './access.ts'
import type { Problem } from './problem.ts'
import type { RestOrganizationSeed } from './seed.ts'

/** What says inside of an answer whether a voucher was booked. */
type Form = Exclude<RestOrganizationSeed['refusals'], 'problem'>

export const formOf = (given: unknown): Form =>
  given === 'has_errors' || given === 'multi_status' ? given : 'success_false'

/** A refusal whose status is that of a success. */
export function toldInside({ status, more }: Problem, form: Form): Reply {
  const { title, detail } = more
  if (form === 'success_false') return json(200, { success: false, message: detail })
  if (form === 'has_errors')
    return json(200, { HasErrors: true, Errors: [{ Code: title, Message: detail }] })
  return json(207, { responses: [{ status, error: { title, detail } }] })
}

export function bookedInside(form: Form, voucher: { id: string; reference: string }): Reply {
  if (form === 'success_false') return json(200, { success: true, ...voucher })
  if (form === 'has_errors') return json(200, { HasErrors: false, Errors: [], ...voucher })
  return json(207, { responses: [{ status: 201, ...voucher }] })
}
