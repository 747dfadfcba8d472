import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import { cut } from './vendor-text.ts'

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

interface Told {
  readonly status: number
  /** By their names in lower case. */
  readonly headers?: Headers | undefined
  /** The accounting system's own code, where the body has one. */
  readonly code?: string | undefined
  /** Where the body has one, that one counts. */
  readonly correlationId?: string | undefined
}

/** Headers that name a request, the most telling first. */
const usual = ['ms-correlation-x', 'x-correlation-id', 'x-request-id', 'request-id']

const longest = 100

/** What an accounting system answered to one request; `header` names the request where none of the usual ones does. */
export function ledgerAnswer(
  { status, headers = {}, code, correlationId }: Told,
  header?: string,
): LedgerAnswer {
  const names = header === undefined ? usual : [header.toLowerCase()]
  const id = correlationId || names.map((name) => firstOf(headers[name])).find(Boolean)
  return {
    status,
    ...(code && { code: cut(code, longest) }),
    ...(id && { correlationId: cut(id, longest) }),
  }
}

const firstOf = (value: Headers[string]) => (typeof value === 'string' ? value : value?.[0])

/** The same failure or outcome with the answer, where it has none of its own. */
export const withAnswer = <T extends object>(
  one: T & { readonly answer?: LedgerAnswer | undefined },
  answer: LedgerAnswer | undefined,
): T => (answer && !one.answer ? { ...one, answer } : one)
