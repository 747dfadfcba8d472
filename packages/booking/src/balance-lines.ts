import { codeOf } from './code.ts'
import type { Voucher, VoucherLine } from './voucher.ts'

/**
 * Tells the balance lines, which say whom a voucher owes, from the cost lines. Balance lines stand last, on one account
 * and under one payee, once for each set of dimensions.
 */
export function balancing({ lines }: Pick<Voucher, 'lines'>): (line: VoucherLine) => boolean {
  const last = lines.at(-1)
  const owedTo = last && keyOf(last)
  return (line) => keyOf(line) === owedTo
}

const keyOf = ({ account, subledger }: VoucherLine): string =>
  JSON.stringify([codeOf(account), subledger?.kind, subledger && codeOf(subledger.number)])

/** The same voucher, with dimensions on its cost lines alone. */
export function withoutBalanceDimensions(voucher: Voucher): Voucher {
  const isBalance = balancing(voucher)
  const bare = ({ dimensions: _dimensions, ...line }: VoucherLine): VoucherLine => line
  return { ...voucher, lines: voucher.lines.map((line) => (isBalance(line) ? bare(line) : line)) }
}
