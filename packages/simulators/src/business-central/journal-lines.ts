import type { Account, AccountType, Journal, JournalLine } from './company.ts'
import { defaultTemplate, nullGuid } from './company.ts'
import {
  dialogError,
  notDeclared,
  notInRelatedTable,
  readOnly,
  recordNotFound,
  sameKeyExists,
} from './errors.ts'
import {
  type Body,
  checkAccount,
  readAccountType,
  readAmount,
  readCode,
  readDate,
  readGuid,
  readInteger,
  readText,
} from './input.ts'
import { incrementNumber } from './increment.ts'
import { employees, vatGroups, vendors } from './seed.ts'
import { newGuid, nextStamp, type Session } from './session.ts'

export function lineOf(session: Session, id: string): JournalLine {
  const line = session.company.lines.get(id)
  if (!line) throw recordNotFound('Gen. Journal Line', id)
  return line
}

export function createLine(session: Session, journal: Journal, body: Body): JournalLine {
  const line = emptyLine(session, journal)
  setFields(session, line, body)
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
    documentNumber: above ? numberAfter(journal, above) : '',
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
  Object.assign(line, changed)
  line.journal.lines.sort((a, b) => a.lineNumber - b.lineNumber)
  session.undo?.push(() => Object.assign(line, before))
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

/** In the order of the request: a field is checked against those before it. */
function setFields(session: Session, line: JournalLine, body: Body): void {
  let named: Account | undefined
  for (const field in body) {
    const value = body[field]
    switch (field) {
      case 'accountType':
        line.accountType = readAccountType(field, value)
        break
      case 'accountId':
        named = accountById(session, field, readGuid(field, value))
        setAccount(session, line, named?.number ?? '')
        break
      case 'accountNumber': {
        const number = readCode(field, value, 20)
        if (named && named.number !== number)
          throw dialogError('The account values do not match to a specific Account.')
        setAccount(session, line, number)
        break
      }
      case 'postingDate':
        line.postingDate = readDate(field, value)
        break
      case 'documentNumber':
        line.documentNumber = readCode(field, value, 20) || line.documentNumber
        break
      case 'externalDocumentNumber':
        line.externalDocumentNumber = readCode(field, value, 35)
        break
      case 'amount':
        line.amount = readAmount(field, value)
        break
      case 'description':
        line.description = readText(field, value, 100)
        break
      case 'comment':
        line.comment = readText(field, value, 250)
        break
      case 'taxCode':
        line.taxCode = readTaxCode(field, value)
        break
      case 'lineNumber':
        line.lineNumber = readInteger(field, value) || line.lineNumber
        break
      default:
        setRareField(session, line, field, value)
    }
  }
}

function setRareField(session: Session, line: JournalLine, field: string, value: unknown): void {
  if (field === 'balanceAccountType') line.balanceAccountType = readAccountType(field, value)
  else if (field === 'balancingAccountId')
    setBalancing(session, line, accountById(session, field, readGuid(field, value))?.number ?? '')
  else if (field === 'balancingAccountNumber')
    setBalancing(session, line, readCode(field, value, 20))
  else if (field === 'id' || field === 'journalId' || field === 'lastModifiedDateTime')
    throw readOnly(field)
  else if (field === 'journalDisplayName')
    throw dialogError("The Journal Batch Display Name isn't editable.")
  else if (!field.includes('@')) throw notDeclared(field, 'journalLine')
}

function accountById(session: Session, field: string, id: string): Account | undefined {
  if (id === nullGuid) return undefined
  const account = session.company.accountsById.get(id)
  if (account) return account
  throw dialogError(
    `The "${field}" does not match to an Account.`,
    `"${field}" samsvarer ikke med noen konto.`,
  )
}

function setAccount(session: Session, line: JournalLine, number: string): void {
  line.accountNumber = number
  line.account = undefined
  if (number === '') return
  line.account = resolveAccount(session, line.accountType, number)
  if (line.accountType === 'G/L Account' || line.accountType === 'Bank Account') {
    if (!line.account)
      throw dialogError(
        'The "accountNumber" does not match to an Account.',
        '"accountNumber" samsvarer ikke med noen konto.',
      )
  } else if (!isPayee(line.accountType, number))
    throw notInRelatedTable('Account No.', number, line.accountType)
  if (line.accountType === 'G/L Account') {
    checkAccount(line.account!)
    line.dimensions = line.account!.startingDimensions
  }
}

function setBalancing(session: Session, line: JournalLine, number: string): void {
  line.balancingAccountNumber = number
  line.balancingAccount = undefined
  if (number === '') return
  line.balancingAccount = resolveAccount(session, line.balanceAccountType, number)
  if (line.balancingAccount) checkAccount(line.balancingAccount)
  else if (!isPayee(line.balanceAccountType, number))
    throw notInRelatedTable('Bal. Account No.', number, line.balanceAccountType)
}

function resolveAccount(session: Session, type: AccountType, number: string): Account | undefined {
  if (type === 'G/L Account') return session.company.accounts.get(number)
  if (type === 'Bank Account') return session.company.banks.get(number)
  return undefined
}

function isPayee(type: AccountType, number: string): boolean {
  if (type === 'Vendor') return vendors.some((vendor) => vendor.number === number)
  if (type === 'Employee') return employees.some((employee) => employee.number === number)
  return false
}

function readTaxCode(field: string, value: unknown): string {
  const code = readCode(field, value, 20)
  if (code !== '' && vatGroups[code] === undefined)
    throw notInRelatedTable('VAT Prod. Posting Group', code, 'VAT Product Posting Group')
  return code
}
