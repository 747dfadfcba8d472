import { isDayOfCalendar } from '#calendar.ts'
import type { Account } from './account.ts'
import type { AccountType } from './company.ts'
import { accountTypes } from './company.ts'
import { enumName } from './entities.ts'
import { accountMustBe, badRequest, tooLong } from './errors.ts'

export type Body = Readonly<Record<string, unknown>>

export function parseBody(text: string): Body {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw badRequest('Invalid Request Body')
  }
  return bodyOf(body)
}

export function bodyOf(body: unknown): Body {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body
  throw badRequest('Invalid Request Body')
}

export function readText(field: string, value: unknown, most: number): string {
  if (typeof value !== 'string') throw wrongType(field, value, 'Edm.String')
  if (value.length > most) throw tooLong(value, most)
  return value
}

/** A Code field keeps capitals only, without blanks around. */
export const readCode = (field: string, value: unknown, most: number) =>
  readText(field, value, most).trim().toUpperCase()

export function readGuid(field: string, value: unknown): string {
  if (typeof value === 'string' && isGuid(value)) return value.toLowerCase()
  throw wrongType(field, value, 'Edm.Guid')
}
export const isGuid = (text: string) => guid.test(text)
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function readDate(field: string, value: unknown): string {
  if (typeof value === 'string' && isDayOfCalendar(value)) return value
  throw wrongType(field, value, 'Edm.Date')
}

/** What a decimal of the application's language holds, with two decimals. */
const largest = 1e15

/** In øre. Text is refused: OData wants decimals as numbers unless `IEEE754Compatible` is asked for. */
export function readAmount(field: string, value: unknown): number {
  // JSON's 1e999 is read as infinite.
  if (typeof value === 'number' && Math.abs(value) < largest) return Math.round(value * 100)
  throw badRequest(
    typeof value === 'string'
      ? `Cannot convert a value to target type 'Edm.Decimal' because of conflict between input format string/number and parameter 'IEEE754Compatible' false/true.`
      : `Cannot convert the literal '${String(value)}' of property '${field}' to the expected type 'Edm.Decimal'.`,
  )
}

export function readInteger(field: string, value: unknown): number {
  if (Number.isSafeInteger(value)) return value as number
  throw wrongType(field, value, 'Edm.Int32')
}

const types = new Map<string, AccountType>(
  accountTypes.flatMap((type) => [
    [type, type],
    [enumName(type), type],
  ]),
)
export function readAccountType(field: string, value: unknown): AccountType {
  const type = typeof value === 'string' ? types.get(value) : undefined
  if (type) return type
  throw badRequest(
    `'${String(value)}' is not an option for '${field}'. The existing options are: ${accountTypes.join(',')}`,
  )
}

const wrongType = (field: string, value: unknown, type: string) =>
  badRequest(
    `Cannot convert the literal '${String(value)}' of property '${field}' to the expected type '${type}'.`,
  )

/** What the journal line's table asks of an account when one is named. */
export function checkAccount(account: Account): void {
  if (account.accountType !== 'Posting')
    throw accountMustBe('Account Type', 'Posting', account.number, account.accountType)
  if (account.blocked) throw accountMustBe('Blocked', 'No', account.number, 'Yes')
  if (!account.directPosting) throw accountMustBe('Direct Posting', 'Yes', account.number, 'No')
}
