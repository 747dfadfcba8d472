import type { Journal, JournalLine } from './company.ts'
import { defaultTemplate } from './company.ts'
import { recordNotFound, sameKeyExists } from './errors.ts'
import { incrementNumber } from './increment.ts'
import type { Body } from './input.ts'
import { setFields } from './journal-line-fields.ts'
import { newGuid, nextStamp, type Session } from './session.ts'

export function lineOf(session: Session, id: string): JournalLine {
  const line = session.company.lines.get(id)
  if (!line) throw recordNotFound('Gen. Journal Line', id)
  return line
}

export function createLine(session: Session, journal: Journal, body: Body): JournalLine {
  const line = emptyLine(session, journal)
  setFields(session, line, body)
  const above = journal.lines.at(-1)
  if (line.documentNumber === '' && above) line.documentNumber = numberAfter(journal, above)
  if (line.postingDate === '') line.postingDate = session.now.slice(0, 10)
  if (line.account && line.description === '') line.description = line.account.name
  if (line.account?.vatGroup && line.taxCode === '') line.taxCode = line.account.vatGroup
  checkNumberIsFree(journal, line)
  insertLine(session, line)
  return line
}

/** What a new line copies from the one above it: the page in the client does so, and the API with it. */
function emptyLine(session: Session, journal: Journal): JournalLine {
  const above = journal.lines.at(-1)
  return {
    id: newGuid(),
    journal,
    lineNumber: (above?.lineNumber ?? 0) + 10_000,
    accountType: 'G/L Account',
    accountNumber: '',
    account: undefined,
    postingDate: above?.postingDate ?? '',
    documentNumber: '',
    externalDocumentNumber: '',
    amount: 0,
    description: '',
    comment: '',
    taxCode: '',
    balanceAccountType: 'G/L Account',
    balancingAccountNumber: journal.balancingAccount?.number ?? '',
    balancingAccount: journal.balancingAccount,
    dimensions: noDimensions,
    stamp: nextStamp(),
    modifiedAt: session.now,
  }
}
const noDimensions: JournalLine['dimensions'] = []

/** Used only where the request names no number; then the next voucher begins where the last one balances. */
function numberAfter(journal: Journal, above: JournalLine): string {
  let balance = 0
  for (let at = journal.lines.length - 1; at >= 0; at--) {
    const line = journal.lines[at]!
    if (line.documentNumber !== above.documentNumber) break
    if (line.balancingAccountNumber === '') balance += line.amount
  }
  const complete = balance === 0 && above.accountNumber !== ''
  return complete ? incrementNumber(above.documentNumber) : above.documentNumber
}

export function insertLine(session: Session, line: JournalLine): void {
  const { lines } = line.journal
  if (lines.length === 0 || lines.at(-1)!.lineNumber < line.lineNumber) lines.push(line)
  else
    lines.splice(
      lines.findIndex((other) => other.lineNumber > line.lineNumber),
      0,
      line,
    )
  session.company.lines.set(line.id, line)
  session.undo?.push(() => removeLine(session, line))
}

export function deleteLine(session: Session, line: JournalLine): void {
  const before = [...line.journal.lines]
  removeLine(session, line)
  session.undo?.push(() => {
    line.journal.lines = before
    session.company.lines.set(line.id, line)
  })
}

function removeLine(session: Session, line: JournalLine): void {
  const at = line.journal.lines.lastIndexOf(line)
  if (at >= 0) line.journal.lines.splice(at, 1)
  session.company.lines.delete(line.id)
}

export function changeLine(session: Session, line: JournalLine, body: Body): void {
  const before = { ...line }
  const changed = { ...line }
  setFields(session, changed, body)
  if (changed.lineNumber !== line.lineNumber) checkNumberIsFree(line.journal, changed)
  changed.stamp = nextStamp()
  changed.modifiedAt = session.now
  const put = (values: JournalLine) => {
    Object.assign(line, values)
    line.journal.lines.sort((a, b) => a.lineNumber - b.lineNumber)
  }
  put(changed)
  session.undo?.push(() => put(before))
}

function checkNumberIsFree(journal: Journal, line: JournalLine): void {
  const last = journal.lines.at(-1)
  if (!last || last.lineNumber < line.lineNumber) return
  if (journal.lines.some((other) => other.lineNumber === line.lineNumber))
    throw sameKeyExists(
      'Gen. Journal Line',
      `Journal Template Name='${defaultTemplate}',Journal Batch Name='${journal.code}',Line No.='${line.lineNumber}'`,
    )
}
