import type { Refusal } from '@bilagsbro/kernel/result'
import type { Fault } from './validation.ts'

/** RFC 9457. `code` is stable and dotted; `type` is the same as an address. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly faults?: readonly Pick<Fault, 'field' | 'message'>[]
}

/** Thrown where a Result cannot be returned, such as in hooks. What it says is shown to the caller. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem, cause?: unknown) {
    super(problem.detail, { cause })
    this.problem = problem
  }
}

export function problem(status: number, code: string, detail: string): Problem {
  const title = titles[status] ?? 'Refused'
  return { type: `urn:bilagsbro:problem:${code}`, title, status, detail, code }
}

const statuses = { missing: 404, conflict: 409, invalid: 422, forbidden: 403 } as const

export const problemOf = ({ kind, code, message }: Refusal): Problem =>
  problem(statuses[kind], code, message)

const titles: Record<number, string> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'In conflict with what is there',
  413: 'Too large',
  415: 'Media type not supported',
  422: 'Not valid',
  500: 'Internal error',
  503: 'Not available at the moment',
}
