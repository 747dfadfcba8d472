import { codeOf } from './code.ts'
import type { SubledgerKind } from './mapping.ts'
import type { Voucher } from './voucher.ts'

export const ledgerCodeKinds = ['account', 'dimension', 'supplier', 'employee', 'period'] as const
export type LedgerCodeKind = 'account' | 'dimension' | SubledgerKind | 'period'

/** A code of the ledger that a voucher names. */
export interface LedgerCode {
  readonly kind: LedgerCodeKind
  /** Of a period, a day (yyyy-mm-dd) that it has to be open for. */
  readonly code: string
  /** Of a dimension value. */
  readonly dimension?: string | undefined
}

/**
 * How a code stands in the ledger. `not_offered`: the ledger does not tell. `unanswered`: it was not reached, or not
 * asked.
 */
export const standings = ['usable', 'missing', 'blocked', 'not_offered', 'unanswered'] as const
export interface Standing {
  readonly standing: (typeof standings)[number]
  /** Of a blocked code, in the ledger's own terms. */
  readonly why?: string | undefined
}

/** The same for the same code, however it is written. */
export const keyOfLedgerCode = ({ kind, code, dimension }: LedgerCode): string =>
  JSON.stringify([kind, codeOf(code), dimension && codeOf(dimension)])

/**
 * All codes that a voucher names, each once, by key. The account of a line that is somebody's open item is left out: some
 * ledgers book such a line on the account that they keep for the payee, which is often closed to other lines.
 */
export function ledgerCodesOf({
  postingDate,
  lines,
}: Pick<Voucher, 'postingDate' | 'lines'>): ReadonlyMap<string, LedgerCode> {
  const codes = new Map<string, LedgerCode>()
  const add = (code: LedgerCode) => void codes.set(keyOfLedgerCode(code), code)
  for (const { account, dimensions = [], subledger } of lines) {
    for (const { code, value } of dimensions)
      add({ kind: 'dimension', code: value, dimension: code })
    add(
      subledger
        ? { kind: subledger.kind, code: subledger.number }
        : { kind: 'account', code: account },
    )
  }
  add({ kind: 'period', code: postingDate })
  return codes
}
