/** Requests that a principal may still make, as of a moment (milliseconds). */
export interface Bucket {
  readonly tokens: number
  readonly at: number
}

export interface Rate {
  readonly requestsPerMinute: number
  /** Requests that may be made at once after a pause. */
  readonly burst: number
}

/** The requests of ten seconds: no minute ever sees more than a sixth above the rate. */
export const burstOf = (requestsPerMinute: number) => Math.max(1, requestsPerMinute / 6)

/**
 * Spends requests, or says how many milliseconds are missing. A cost above a full bucket is let through when the bucket
 * is full, and leaves a debt that later requests wait for.
 */
export function spend(
  bucket: Bucket,
  cost: number,
  rate: Rate,
  now: number,
): { readonly bucket: Bucket } | { readonly waitMs: number } {
  const perMs = rate.requestsPerMinute / 60_000
  const since = Math.max(0, now - bucket.at)
  const tokens = Math.min(rate.burst, bucket.tokens + since * perMs)
  const needed = Math.min(cost, rate.burst)
  if (tokens + 1e-9 < needed) return { waitMs: Math.ceil((needed - tokens) / perMs) }
  // After a clock was put back, the bucket goes on from there: waiting for the clock would be an hour of silence.
  return { bucket: { tokens: tokens - cost, at: now } }
}
