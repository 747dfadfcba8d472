import type { Account } from './account.ts'
import type { AccountType, JournalLine } from './company.ts'
import { nullGuid } from './company.ts'
import { dialogError, notDeclared, notInRelatedTable, readOnly } from './errors.ts'
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
import { employees, vatGroups, vendors } from './seed.ts'
import type { Session } from './session.ts'

/** In the order of the request: a field is checked against those before it. */
export function setFields(session: Session, line: JournalLine, body: Body): void {
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
