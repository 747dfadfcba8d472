import type { ProbePolicy } from '#domain/breaker.ts'
import type { RetryPolicy } from '#domain/retry.ts'
import type { RunPolicy } from '#domain/run.ts'

export interface Policy {
  readonly retry: RetryPolicy
  readonly probe: ProbePolicy
  readonly run: RunPolicy
  /** Postings that one organisation may have on their way; further records wait here. */
  readonly outstanding: number
  /** How long an answer may take before the posting is requested again. */
  readonly requestAgainAfterMs: number
  /** After how long a record that met a closed period is sent again by itself. */
  readonly periodAgainAfterMs: number
  /** Records that one transaction looks at, at most. */
  readonly page: number
}
