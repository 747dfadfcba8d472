/** The answer of anything that may be refused for an expected reason. Faults of the machinery are thrown instead. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | Refused<E>
export type Refused<E> = { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const err = <E>(error: E): Refused<E> => ({ ok: false, error })

/**
 * The reason of a refusal. `code` is stable and dotted (`run.already_running`); the code of a missing thing names the
 * thing. `message` names the field and the remedy.
 */
export type Refusal = Reason & {
  readonly message: string
  /** When a throttled caller may come again. */
  readonly retryAfterSeconds?: number
  /** Where several places are at fault: each place, and its fault. */
  readonly faults?: readonly { readonly field: string; readonly message: string }[]
}

type Reason =
  | { readonly kind: 'missing'; readonly code: `${string}.not_found` }
  | {
      /**
       * `stale`: made from an older version than the one that is there. `unavailable`: it may go well later, without
       * anybody changing anything; `throttled`: it will.
       */
      readonly kind: 'conflict' | 'stale' | 'invalid' | 'forbidden' | 'unavailable' | 'throttled'
      readonly code: string
    }
