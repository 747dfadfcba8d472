import type { ConnectionReport } from '@bilagsbro/adapter-api/calls'
import type { Failure } from '@bilagsbro/booking/failure'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { checkArrays } from './array-items.ts'
import { readCatalogue } from './catalogue.ts'
import { lookUp } from './lookup.ts'
import { checkSuccess } from './proof.ts'
import type { Session } from './session.ts'
import { checkTemplate, example } from './template.ts'

/** Reads everything that posting and settling read, for a voucher that nobody has sent, and makes a body that nobody is sent. */
export async function reportOn(session: Session): Promise<Result<ConnectionReport, Failure>> {
  const { connection } = session
  const template = await checkTemplate(session.evaluate, connection)
  if (!template.ok) return template
  if (connection.arrays) {
    const arrays = await checkArrays(session.evaluate, connection.arrays, connection.decimals)
    if (!arrays.ok) return arrays
  }
  const success = await checkSuccess(session.evaluate, connection)
  if (success) return err(success)
  const [reached, looked, accounts, costCentres] = await Promise.all([
    reach(session),
    lookUp(session, [example]),
    readCatalogue(session, 'accounts'),
    readCatalogue(session, 'cost_centres'),
  ])
  if (!reached.ok) return reached
  if (!looked.ok) return named(looked.error, 'lookUpUrl')
  if (looked.value.size > 0) return err(findsAnything)
  if (!accounts.ok) return named(accounts.error, 'accountsUrl')
  if (!costCentres.ok) return named(costCentres.error, 'costCentresUrl')
  return ok({
    name: connection.endpoint.host,
    accounts: accounts.value.length,
    costCentres: costCentres.value.length,
  })
}

/** An address that takes POST alone may answer HEAD with anything: only what is no matter of the method counts. */
async function reach(session: Session): Promise<Result<void, Failure>> {
  const { failure } = await session.head(session.connection.endpoint)
  const told = failure && new Set(['auth', 'unreachable', 'rate_limited']).has(failure.class)
  const elsewhere = /^address\.(redirects|not_allowed)$/.test(failure?.code ?? '')
  const silent = failure?.code === 'vendor.timeout' || failure?.code === 'vendor.lost_answer'
  if (!failure || (!told && !elsewhere && !silent)) return ok(undefined)
  return named(failure, 'endpoint')
}

/** With the field that leads to the fault; what would pass by itself is, to somebody who waits, no answer. */
const named = (failure: Failure, field: string): Result<never, Failure> =>
  err({
    ...failure,
    class: failure.class === 'transient' ? 'unreachable' : failure.class,
    message: failure.message.startsWith(`${field}:`)
      ? failure.message
      : `${field}: ${failure.message}`,
  })

const findsAnything: Failure = {
  class: 'config',
  code: 'look_up.finds_anything',
  message:
    'lookUpUrl: The look-up finds a voucher that was never sent. It must ask for {reference}, and its expressions must come to nothing where there is none.',
}
