import type { Refusal } from '@bilagsbro/kernel/result'
import type { Fault } from './validation.ts'

/** RFC 9457, but for the title, which is in the caller's language. `code` is stable and dotted; `type` is the same as an address. */
export interface Problem {
  readonly type: string
  readonly status: number
  readonly detail: string
  readonly code: string
  /** For the header of the same name; no part of the body. */
  readonly retryAfterSeconds?: number
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
  return { type: `urn:bilagsbro:problem:${code}`, status, detail, code }
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

export const problemOf = ({
  kind,
  code,
  message,
  faults,
  retryAfterSeconds,
}: Refusal): Problem => ({
  ...problem(statuses[kind], code, message),
  ...(faults && { faults }),
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
})

/** Also for what an address answers to no method that was used. */
export const nothingHere = problem(404, 'route.not_found', 'There is nothing at this address.')
