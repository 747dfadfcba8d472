import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import type { OracleVoucher } from '@bilagsbro/simulators/oracle'

/** What a period report says of the books. */
export interface ReportedMonth {
  readonly booked: { readonly linesUnknown: { readonly count: number } }
  readonly approved: { readonly agrees: boolean }
  readonly accounts: readonly ({ readonly account: string } & Sums)[]
  readonly dimensions: readonly {
    readonly code: string
    readonly values: readonly ({ readonly value: string } & Sums)[]
  }[]
}

interface Sums {
  readonly debit: string
  readonly credit: string
  readonly net: string
}

type Line = OracleVoucher['lines'][number]

/** The months that a ledger has booked something in. */
export const monthsOf = (vouchers: readonly OracleVoucher[]): string[] => [
  ...new Set(vouchers.map(({ postingDate }) => postingDate.slice(0, 7))),
]

/** What a ledger has booked in a month by a text of each line: added up here anew, apart from the code that is tested. */
export function sumsOf(
  vouchers: readonly OracleVoucher[],
  month: string,
  keyOf: (line: Line) => string | undefined,
): Record<string, Sums> {
  const booked = vouchers.filter((one) => !one.staged && one.postingDate.startsWith(month))
  const lines = booked.flatMap((voucher) => voucher.lines)
  const groups = Map.groupBy(
    lines.filter((line) => keyOf(line) !== undefined),
    (line) => keyOf(line)!,
  )
  return Object.fromEntries([...groups].map(([key, those]) => [key, added(those)]))
}

function added(lines: readonly Line[]): Sums {
  const amounts = lines.map(({ amount }) => oreOf(amount))
  const sum = (those: readonly number[]) =>
    formatAmount(those.reduce((total, ore) => total + ore, 0))
  return {
    debit: sum(amounts.filter((ore) => ore > 0)),
    credit: sum(amounts.filter((ore) => ore < 0).map((ore) => -ore)),
    net: sum(amounts),
  }
}

/** By their key. */
export const keyed = <Row extends Sums>(rows: readonly Row[], keyOf: (row: Row) => string) =>
  Object.fromEntries(
    rows.map((row) => [keyOf(row), { debit: row.debit, credit: row.credit, net: row.net }]),
  )
