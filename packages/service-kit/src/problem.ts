import type { Fault, Params, Refusal } from '@bilagsbro/kernel/result'

/** What is answered (RFC 9457) once it is put into the caller's language. `code` is stable and dotted. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly params?: Params
  /** In English, for what has no text by its code. */
  readonly message?: string
  /** For the header of the same name; no part of the body. */
  readonly retryAfterSeconds?: number
  /** Stand beside the others. */
  readonly members?: Readonly<Record<string, unknown>>
  readonly faults?: readonly Fault[]
}

/** Thrown where a Result cannot be returned, such as in hooks. What it says is shown to the caller. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem, cause?: unknown) {
    super(problem.code, { cause })
    this.problem = problem
  }
}

const statuses = {
  missing: 404,
  conflict: 409,
  stale: 412,
  invalid: 422,
  forbidden: 403,
  unavailable: 503,
  throttled: 429,
}

export const problemOf = ({ kind, ...refusal }: Refusal): Problem => ({
  status: statuses[kind],
  ...refusal,
})

export const nothingHere: Problem = { status: 404, code: 'route.not_found' }
