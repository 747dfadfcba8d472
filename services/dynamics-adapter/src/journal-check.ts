import type { Failure } from '@bilagsbro/connector/domain/voucher'
import { oreOf } from '@bilagsbro/kernel/money'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { accountOf, isSupplier, type Halt, type WrittenLine } from './journal.ts'
import type { Api } from './odata.ts'

interface ReadLine {
  readonly lineNumber: number
  readonly documentNumber: string
  readonly accountType?: string
  readonly accountNumber: string
  readonly amount: number
  readonly postingDate: string
  readonly taxCode?: string
  readonly dimensionSetLines?: readonly { code: string; valueCode: string }[]
}

/** Posting books whatever the journal holds, so it has to hold our lines, as we wrote them, and nothing else. */
export async function checkJournal(
  api: Api,
  company: string,
  journalId: string,
  lines: readonly WrittenLine[],
): Promise<Result<void, Halt>> {
  const types = lines.some(({ line }) => isSupplier(line)) ? 'accountType,' : ''
  const read = await api.list<ReadLine>(
    `${company}/journals(${journalId})/journalLines?$select=lineNumber,documentNumber,${types}accountNumber,amount,postingDate,taxCode&$expand=dimensionSetLines($select=code,valueCode)`,
  )
  if (!read.ok) return err({ failure: read.error })
  const byNumber = new Map(read.value.map((line) => [line.lineNumber, line]))
  if (read.value.length !== lines.length || byNumber.size !== lines.length)
    return err({ failure: notOurs('It holds other lines than ours.') })
  for (const line of lines) {
    const there = byNumber.get(line.number)
    if (!there) return err({ failure: notOurs('A line is missing.') })
    if (there.documentNumber !== line.posting.reference) return err({ failure: renumbered })
    const fault = differenceOf(line, there)
    if (fault) return err({ failure: notOurs(fault) })
  }
  return ok(undefined)
}

function differenceOf({ posting, line }: WrittenLine, there: ReadLine): string | undefined {
  if (!same(there.accountNumber, accountOf(line))) return 'An account differs.'
  if (isSupplier(line) && there.accountType !== 'Vendor') return 'A kind of account differs.'
  if (Math.round(there.amount * 100) !== oreOf(line.amount)) return 'An amount differs.'
  if (there.postingDate !== posting.voucher.postingDate) return 'A posting date differs.'
  if (line.vatCode !== undefined && !same(there.taxCode, line.vatCode)) return 'A VAT code differs.'
  // More dimensions than ours are the ledger's own defaults.
  for (const { code, value } of line.dimensions ?? [])
    if (!there.dimensionSetLines?.some((set) => same(set.code, code) && same(set.valueCode, value)))
      return `The dimension ${code} differs.`
  return undefined
}

/** Business Central keeps codes in capitals. */
const same = (a: string | undefined, b: string): boolean => a?.toUpperCase() === b.toUpperCase()

const notOurs = (message: string): Failure => ({
  class: 'transient',
  code: 'journal.not_as_written',
  message: `The journal is not as we wrote it, and was not posted. ${message}`,
})
const renumbered: Failure = {
  class: 'config',
  code: 'journal.renumbered',
  message:
    'Business Central gave the vouchers other document numbers: the default journal template must not have a number series of its own.',
}
