import { isSameCode } from '@bilagsbro/booking/code'
import type { Failure } from '@bilagsbro/booking/failure'
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

/** Posting books the whole journal, so the journal must hold our lines, as we wrote them, and nothing else. */
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
  const refused = new Map<string, Failure>()
  for (const line of lines) {
    const there = byNumber.get(line.number)
    if (!there) return err({ failure: notOurs('A line is missing.') })
    if (there.documentNumber !== line.posting.reference) return err({ failure: renumbered })
    const fault = differenceOf(line, there)
    const { reference } = line.posting
    if (fault && !refused.has(reference)) refused.set(reference, keptOtherwise(fault))
  }
  return refused.size > 0 ? err({ refused }) : ok(undefined)
}

function differenceOf({ posting, line }: WrittenLine, there: ReadLine): string | undefined {
  const account = accountOf(line)
  if (!isSameCode(there.accountNumber, account)) return `the account ${account}`
  if (isSupplier(line) && there.accountType !== 'Vendor') return `the kind of account of ${account}`
  if (Math.round(there.amount * 100) !== oreOf(line.amount)) return `the amount on ${account}`
  if (there.postingDate !== posting.voucher.postingDate) return 'the posting date'
  if (line.vatCode !== undefined && !isSameCode(there.taxCode, line.vatCode))
    return `the VAT code ${line.vatCode} on ${account}`
  // More dimensions than ours are the ledger's own defaults.
  const lacking = line.dimensions?.find(
    ({ code, value }) =>
      !there.dimensionSetLines?.some(
        (set) => isSameCode(set.code, code) && isSameCode(set.valueCode, value),
      ),
  )
  return lacking && `the dimension ${lacking.code} ${lacking.value} on ${account}`
}

/** The fault of one voucher whose line is kept otherwise: sent again, the line would be kept in the same way. */
const keptOtherwise = (what: string): Failure => ({
  class: 'data',
  code: 'voucher.kept_otherwise',
  message: `Business Central keeps the voucher otherwise than it was sent, so it was not posted: ${what}.`,
})

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
