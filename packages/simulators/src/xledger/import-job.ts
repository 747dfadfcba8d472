import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import type { Books, ImportError, JournalHeader, Line } from './books.ts'
import { taxAccount } from './seed.ts'

/** What one run of the job does to the books. */
export interface Imported {
  readonly booked: readonly { header: JournalHeader; from: readonly Line[]; entries: Line[] }[]
  readonly errors: readonly ImportError[]
}

interface Context {
  readonly createdAt: string
  readonly newId: () => string
  readonly periodClosed: boolean
}

/**
 * Books what is staged, voucher by voucher: lines of one `trRegNumber` and source. A voucher that cannot
 * be booked stays where it is, with an error on the lines at fault.
 */
export function runImport(books: Books, { createdAt, newId, periodClosed }: Context): Imported {
  const errors: ImportError[] = []
  const booked: Imported['booked'][number][] = []
  let { transactions } = books
  for (const lines of vouchersOf(books.staged.all.values())) {
    const faults = faultsOf(books, lines, periodClosed)
    const first = lines[0]!
    if (faults.length > 0) {
      for (const { line, message } of faults)
        errors.push({
          dbId: newId(),
          ownerDbId: books.seed.ownerDbId,
          createdAt,
          modifiedAt: createdAt,
          message,
          errorLevel: { code: 'ERROR', name: 'Error' },
          transactionDbId: line.dbId,
        })
      continue
    }
    const { postedDate, transactionSource, ownerDbId } = first
    const transactionNumber = `${postedDate.slice(0, 4)}${String(++transactions).padStart(6, '0')}`
    booked.push({
      header: {
        dbId: newId(),
        ownerDbId,
        createdAt,
        modifiedAt: createdAt,
        transactionNumber,
        postedDate,
        transactionSource,
      },
      from: lines,
      entries: lines.flatMap((line) =>
        entriesOf(books, line).map((entry) => ({
          ...entry,
          dbId: newId(),
          createdAt,
          modifiedAt: createdAt,
          transactionNumber,
          visibleAt: 0,
        })),
      ),
    })
  }
  return { booked, errors }
}

const vouchersOf = (lines: Iterable<Line>): Iterable<Line[]> =>
  Map.groupBy(
    lines,
    (line) => `${line.trRegNumber ?? line.dbId}/${line.transactionSource?.code}`,
  ).values()

interface Fault {
  readonly line: Line
  readonly message: string
}

/** The texts are ours: nobody has published the vendor's. */
export function faultsOf(books: Books, lines: readonly Line[], periodClosed = false): Fault[] {
  const faults = lines.flatMap((line) => {
    const message = faultOf(books, line, periodClosed)
    return message === undefined ? [] : [{ line, message }]
  })
  const sum = lines.reduce((total, { amount }) => total + oreOf(amount), 0)
  if (sum === 0) return faults
  return [
    ...faults,
    { line: lines[0]!, message: `The voucher does not balance: ${formatAmount(sum)}.` },
  ]
}

function faultOf(books: Books, line: Line, periodClosed: boolean): string | undefined {
  const { account, postedDate, subledger } = line
  if (periodClosed || postedDate < books.openFrom)
    return `The period ${postedDate.slice(0, 7)} is closed for posting.`
  if (!account.open) return `Account ${account.code} is closed.`
  if (!account.posting) return `Account ${account.code} is not open for posting.`
  if (account.needsSubledger && !subledger) return `Account ${account.code} requires a subledger.`
  for (const name of ['glObject1', 'glObject2', 'project'] as const)
    if (line[name]?.open === false) return `${name} ${line[name].code} is closed.`
  if ((line.taxRule?.rate ?? 0) > 0 && account.balanceSheet)
    return `Tax rule ${line.taxRule!.code} is not allowed on account ${account.code}.`
  return undefined
}

/** A tax rule with a rate parts the tax from the gross amount. */
function entriesOf(books: Books, line: Line): Line[] {
  const gross = oreOf(line.amount)
  const rate = line.taxRule?.rate ?? 0
  const tax = Math.sign(gross) * Math.round((Math.abs(gross) * rate) / (100 + rate))
  if (tax === 0) return [line]
  const account = books.accounts.get(taxAccount)!
  return [
    { ...line, ...bothOf(gross - tax) },
    { ...line, ...bothOf(tax), account, taxRule: null },
  ]
}

const bothOf = (ore: number) => ({ amount: formatAmount(ore), invoiceAmount: formatAmount(ore) })
