/** The answer of anything that may be refused for an expected reason. Faults of the machinery are thrown instead. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | Refused<E>
export type Refused<E> = { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const err = <E>(error: E): Refused<E> => ({ ok: false, error })

/** What the text of a code is filled with, by name; words are there in every language. */
export type Params = Readonly<
  Record<string, string | number | readonly string[] | Readonly<Record<'nb' | 'nn' | 'en', string>>>
>

/** One place to put right. */
export interface Fault {
  /** A JSON pointer into what was given; empty for the whole of it. */
  readonly field: string
  readonly code: string
  readonly params?: Params
}

/** The pointer to what keys lead to, one within the other. */
export const pointerTo = (...keys: readonly (string | number)[]): string =>
  keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/**
 * Why something was refused. `code` is stable and dotted (`run.already_running`); what is missing says so in its code.
 * Its text in each language is the HTTP adapter's.
 */
export type Refusal = Reason & {
  readonly params?: Params
  /** In English, for what has no text by its code; it names the field and the remedy. */
  readonly message?: string
  /** What else a page needs to show why, in JSON; it stands beside `code`. */
  readonly members?: Readonly<Record<string, unknown>>
  /** Of what is throttled: when to come again. */
  readonly retryAfterSeconds?: number
  readonly faults?: readonly Fault[]
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
