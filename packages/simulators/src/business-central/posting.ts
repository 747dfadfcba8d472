import type { Company, Journal, JournalLine } from './company.ts'
import { checkJournal } from './posting-checks.ts'
import { BusinessCentralError, dialogError } from './errors.ts'
import { incrementNumber } from './increment.ts'
import type { LedgerEntry, PostedVoucher } from './ledger.ts'
import { insertLine } from './journal-lines.ts'
import { createJournal, deleteJournal } from './journals.ts'
import { newGuid, nextStamp, type Session } from './session.ts'
import { entriesOf } from './posting-entries.ts'
import type { Params, PostingFaults } from '#faults.ts'

/**
 * `Microsoft.NAV.post`: every line of the journal, whoever put it there. It commits by itself, so what a
 * transactional `$batch` did before it can no longer be taken back.
 */
export function postJournal(session: Session, journal: Journal): void {
  if (journal.lines.length === 0)
    throw dialogError('There is nothing to post.', 'Det er ingenting å bokføre.')
  const faults = session.world.faults.posting(session.company.organizationId)
  if (faults.awaiting_approval)
    throw dialogError(
      `You cannot use Gen. Journal Line: ${journal.template},${journal.code},${journal.lines[0]!.lineNumber} for this action.\\\\The restriction was imposed because the journal batch requires approval.`,
      `Du kan ikke bruke Finanskladdelinje: ${journal.template},${journal.code},${journal.lines[0]!.lineNumber} til denne handlingen.\\\\Begrensningen ble innført fordi kladden krever godkjenning.`,
    )
  if (faults.no_manual_numbers)
    throw dialogError(
      'You may not enter numbers manually. If you want to enter numbers manually, please activate Manual Nos. in No. Series GJNL-GEN.',
      'Du kan ikke angi numre manuelt. Hvis du vil angi numre manuelt, må du aktivere Manuelle nr. i Nr.serie GJNL-GEN.',
    )
  if (faults.job_queue) {
    const { delayMs = 1_000, fails = false } = faults.job_queue
    if (!fails) session.world.later(Number(delayMs), () => bookLater(session, journal, faults))
    return
  }
  book(session, journal, faults)
}

/** What the job queue finds out, nobody hears of: an error leaves the lines where they are. */
function bookLater(session: Session, journal: Journal, faults: PostingFaults): void {
  try {
    book({ ...session, undo: undefined }, journal, faults)
  } catch {
    // The job queue's own error list has it; the API does not.
  }
}

function book(session: Session, journal: Journal, faults: PostingFaults): void {
  if (faults.foreign_lines) addForeignLines(session, journal)
  const lines = journal.lines.filter((line) => !isEmpty(line))
  if (lines.length === 0) return
  checkJournal(session.company, journal, lines, {
    periodClosed: faults.period_closed !== undefined,
    vatPeriodSettled: faults.vat_period_settled !== undefined,
  })
  const { ledger, setup } = session.company
  const renumber = faults.renumber !== undefined || setup.postingNumberSeries
  const visibleAt = faults.invisible
    ? session.world.clock.now().getTime() + Number(faults.invisible.delayMs ?? 1_000)
    : 0
  const vouchers: PostedVoucher[] = []
  let first = ledger.entries.length + 1
  for (const document of documentsOf(lines)) {
    const written = voucherOf(session, document, { first, visibleAt, renumber })
    const voucher = faults.other_account
      ? onOtherAccount(session.company, written, faults.other_account)
      : written
    vouchers.push(voucher)
    first += voucher.entries.length
  }
  if (faults.rolled_back) throw rollBackLater(session, journal, vouchers, faults.rolled_back)
  for (const voucher of vouchers) ledger.add(voucher)
  session.world.keep(session.company, vouchers)
  leaveJournal(session, journal, lines.at(-1)!)
  if (faults.increment_batch) incrementBatch(session, journal)
  if (session.undo) session.undo.length = 0
}

const isEmpty = (line: JournalLine) =>
  line.accountNumber === '' && line.balancingAccountNumber === '' && line.amount === 0

function documentsOf(lines: readonly JournalLine[]): Iterable<JournalLine[]> {
  const documents = new Map<string, JournalLine[]>()
  for (const line of lines) {
    const key = `${line.postingDate}/${line.documentNumber}`
    const document = documents.get(key)
    if (document) document.push(line)
    else documents.set(key, [line])
  }
  return documents.values()
}

function voucherOf(
  { company, now }: Session,
  lines: readonly JournalLine[],
  { first, visibleAt, renumber }: { first: number; visibleAt: number; renumber: boolean },
): PostedVoucher {
  const { postingDate, documentNumber: enteredNumber } = lines[0]!
  const documentNumber = renumber ? nextNumber(company) : enteredNumber
  const entries = entriesOf(company, lines).map((entry, at): LedgerEntry => ({
    ...entry,
    number: first + at,
    documentNumber,
    postedAt: now,
    visibleAt,
  }))
  return { documentNumber, enteredNumber, postingDate, postedAt: now, entries }
}

/** The first entry is not where the line said. */
function onOtherAccount(
  { accounts }: Company,
  voucher: PostedVoucher,
  { account: number = '7770' }: Params,
): PostedVoucher {
  const [first, ...rest] = voucher.entries
  const other = [...accounts.values()].find((account) => account.number === number)
  return first && other ? { ...voucher, entries: [{ ...first, account: other }, ...rest] } : voucher
}

/**
 * The vendor's operation runs into its limit: what it wrote is read by others until then, and gone afterwards, with
 * the lines back in the journal.
 */
function rollBackLater(
  { world, company }: Session,
  journal: Journal,
  vouchers: readonly PostedVoucher[],
  { delayMs = 1_000 }: Params,
): BusinessCentralError {
  const { lines } = journal
  const entries = vouchers.flatMap((voucher) => voucher.entries)
  company.ledger.uncommitted.push(...entries)
  journal.lines = []
  world.later(Number(delayMs), () => {
    company.ledger.uncommitted = company.ledger.uncommitted.filter(
      (entry) => !entries.includes(entry),
    )
    journal.lines = [...lines, ...journal.lines]
  })
  return new BusinessCentralError(504, 'GatewayTimeout', 'The operation took too long.')
}

const nextNumber = (company: Company) => `G${String(++company.renumbered).padStart(6, '0')}`

/**
 * Where a journal has no number series of its own (as those made through the API), posting leaves an empty
 * line behind with the next document number: a repeated post then answers 204 and books nothing.
 */
function leaveJournal(session: Session, journal: Journal, last: JournalLine): void {
  for (const line of journal.lines) session.company.lines.delete(line.id)
  journal.lines = []
  journal.stamp = nextStamp()
  journal.modifiedAt = session.now
  insertLine(
    { ...session, undo: undefined },
    {
      ...last,
      id: newGuid(),
      lineNumber: 10_000,
      accountType: 'G/L Account',
      accountNumber: '',
      account: undefined,
      documentNumber: incrementNumber(last.documentNumber) || last.documentNumber,
      externalDocumentNumber: '',
      amount: 0,
      description: '',
      comment: '',
      taxCode: '',
      balancingAccountNumber: '',
      balancingAccount: undefined,
      dimensions: [],
      stamp: nextStamp(),
      modifiedAt: session.now,
    },
  )
}

/** Increment Batch Name: a journal whose code has a number in it makes room for the next. */
function incrementBatch(session: Session, journal: Journal): void {
  const code = incrementNumber(journal.code)
  if (code === '') return
  const own = { ...session, undo: undefined }
  deleteJournal(own, journal)
  createJournal(own, { code, displayName: journal.displayName })
}

function addForeignLines(session: Session, journal: Journal): void {
  const last = journal.lines.at(-1)!
  for (const [number, amount] of [
    ['7770', 1_00],
    ['1920', -1_00],
  ] as const)
    insertLine(
      { ...session, undo: undefined },
      {
        ...last,
        id: newGuid(),
        lineNumber: journal.lines.at(-1)!.lineNumber + 10_000,
        accountType: 'G/L Account',
        accountNumber: number,
        account: session.company.accounts.get(number),
        documentNumber: 'FOREIGN',
        externalDocumentNumber: '',
        amount,
        description: 'Entered by somebody else',
        taxCode: '',
        balancingAccountNumber: '',
        balancingAccount: undefined,
        dimensions: [],
      },
    )
}
