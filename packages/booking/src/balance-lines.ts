import { codeOf } from './code.ts'
import type { Voucher, VoucherLine } from './voucher.ts'

/**
 * Tells the balance lines, which say whom a voucher owes, from the cost lines. Balance lines stand last, on one account
 * and under one payee, once for each set of dimensions. In a correction they stand last of what is taken back, too.
 */
export function balancing({
  lines,
  corrects,
}: Pick<Voucher, 'lines' | 'corrects'>): (line: VoucherLine) => boolean {
  const last = [lines.at(-1), corrects && lines[corrects.lines - 1]]
  const owedTo = new Set(last.map((line) => line && keyOf(line)))
  return (line) => owedTo.has(keyOf(line))
}

const keyOf = ({ account, subledger }: VoucherLine): string =>
  JSON.stringify([codeOf(account), subledger?.kind, subledger && codeOf(subledger.number)])

/** The same voucher, with dimensions on its cost lines alone. */
export function withoutBalanceDimensions(voucher: Voucher): Voucher {
  const isBalance = balancing(voucher)
  const bare = ({ dimensions: _dimensions, ...line }: VoucherLine): VoucherLine => line
  return { ...voucher, lines: voucher.lines.map((line) => (isBalance(line) ? bare(line) : line)) }
}
