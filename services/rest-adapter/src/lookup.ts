import { differenceOf, timesBooked } from '@bilagsbro/booking/difference'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Found, Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { Ore } from '@bilagsbro/kernel/money'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { answersFor, type Shown } from './look-up-answers.ts'
import type { Evaluated } from './evaluation-job.ts'
import { notTheLedger } from './failures.ts'
import type { Session } from './session.ts'
import { faultIn } from './template.ts'

/** The vouchers under these references; the first fault ends the look-up. All answers are read in one go. */
export async function lookUp(
  session: Session,
  postings: readonly Posting[],
): Promise<Result<Map<string, Found>, Failure>> {
  const { lookUp: how } = session.connection
  if (!how) return ok(new Map())
  const answers = await answersFor(session, postings)
  if (!answers.ok) return answers
  const { expressions } = how
  const shown = answers.value.filter(({ status }) => status < 300)
  const inputs = shown.map(({ json }) => json)
  const read = await session.evaluate({ expressions, inputs, most: mostRead })
  if (!read.ok) return read
  const found = new Map<string, Found>()
  const missing = answers.value.filter(({ status }) => status >= 300)
  for (const [at, answer] of shown.entries()) {
    const there = voucherIn(read.value[at]!, expressions)
    if (!there.ok) return there
    if (there.value) found.set(answer.posting.reference, compare(answer.posting, there.value))
    else missing.push(answer)
  }
  const proven = await proveAbsent(session, missing)
  return proven ? err(proven) : ok(found)
}

const mostRead = 256 * 1024

/** Only an answer in the form that the connection declares counts as "not there": a gateway answers, too. */
async function proveAbsent(
  session: Session,
  missing: readonly Shown[],
): Promise<Failure | undefined> {
  const { absent } = session.connection.lookUp!
  if (missing.length === 0) return undefined
  if (absent === undefined)
    return missing.every(({ status, json }) => status === 200 && isEmptyList(JSON.parse(json)))
      ? undefined
      : undeclared(missing.find(({ failure }) => failure)?.failure)
  const inputs = missing.map(({ status, json }) => `{"status":${status},"body":${json}}`)
  const read = await session.evaluate({ expressions: { absent }, inputs, most: mostRead })
  if (!read.ok) return read.error
  for (const [at, { absent: value }] of read.value.entries()) {
    if (value!.fault) return misread(faultIn('lookUpAbsent', absent, value!.fault).message)
    const { failure, status } = missing[at]!
    if (value!.json !== 'true') return failure ? notTheLedger(status) : undeclared(failure)
  }
  return undefined
}

/** A list with nothing in it, or what holds such a list and says nothing of an error. */
function isEmptyList(body: unknown, depth = 0): boolean {
  if (Array.isArray(body)) return body.length === 0
  if (typeof body !== 'object' || body === null || depth > 1) return false
  if (
    Object.keys(body).some((name) => /^(errors?|fault)$/i.test(name) && saysSomething(body, name))
  )
    return false
  const lists = Object.values(body).filter((inner) => isList(inner))
  return lists.length > 0 && lists.every((inner) => isEmptyList(inner, depth + 1))
}
const isList = (value: unknown) => typeof value === 'object' && value !== null
const saysSomething = (body: object, name: string) => {
  const value = (body as Record<string, unknown>)[name]
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

const undeclared = (failure: Failure | undefined): Failure => ({
  class: 'config',
  code: 'look_up.no_answer',
  message:
    `lookUpAbsent: The look-up shows neither the voucher nor an empty list. ${failure?.message ?? ''} Say what it answers when the voucher is not there.`.replaceAll(
      '  ',
      ' ',
    ),
})

interface There {
  readonly lines: readonly { readonly account: string; readonly amount: Ore }[]
  readonly number?: string | undefined
  /** Two, where it is there more than once. */
  readonly twice?: readonly [string, string] | undefined
  readonly date?: string | undefined
  readonly held: boolean
}

/** The voucher as the expressions read it; nothing where the ledger has no such voucher. */
function voucherIn(
  values: Evaluated,
  expressions: Readonly<Record<string, string>>,
): Result<There | undefined, Failure> {
  for (const [name, { fault }] of Object.entries(values))
    if (fault) return err(misread(faultIn(fieldOf(name), expressions[name]!, fault).message))
  const { lines, found, number, date, held } = Object.fromEntries(
    Object.entries(values).map(([name, { json }]) => [
      name,
      json === undefined ? undefined : (JSON.parse(json) as unknown),
    ]),
  )
  const rows = lines === undefined || lines === null ? [] : [lines].flat().map(lineIn)
  const isThere = 'found' in values ? found === true : rows.length > 0
  if (!isThere) return ok(undefined)
  if (rows.length === 0 || rows.includes(undefined))
    return err(misread('lookUpLines: It must come to a list of account and amount.'))
  if (date !== undefined && !/^\d{4}-\d{2}-\d{2}/.test(textOf(date)))
    return err(misread('lookUpDate: It must come to a date, yyyy-mm-dd.'))
  return ok({
    lines: rows as There['lines'],
    ...numbersIn(number),
    date: textOf(date).slice(0, 10) || undefined,
    held: held === true,
  })
}

function numbersIn(value: unknown): Pick<There, 'number' | 'twice'> {
  const texts = [value].flat().map((one) => textOf(one).slice(0, 50))
  const [number, other] = [...new Set(texts.filter(Boolean))]
  return { number, ...(number && other && { twice: [number, other] as const }) }
}

const fieldOf = (name: string) => `lookUp${name[0]!.toUpperCase()}${name.slice(1)}`

const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** Amounts are numbers, or their decimal text. */
function lineIn(line: unknown): There['lines'][number] | undefined {
  const { account, amount } = (line ?? {}) as { account?: unknown; amount?: unknown }
  const ore = Number(textOf(amount) || Number.NaN) * 100
  if (!textOf(account) || !Number.isFinite(ore) || Math.abs(ore - Math.round(ore)) > 1e-3)
    return undefined
  return { account: textOf(account), amount: Math.round(ore) }
}

const misread = (message: string): Failure => ({
  class: 'config',
  code: 'look_up.misread',
  message,
})

/** Compares the ledger's voucher under a reference with ours. */
function compare({ reference, voucher }: Posting, there: There): Found {
  const { postingDate } = voucher
  const { number = reference, date = postingDate } = there
  const entries = there.lines.map((line) => ({ ...line, postingDate: date }))
  const difference = differenceOf(voucher, entries)
  const times = difference ? timesBooked(voucher, entries) : 1
  const twice = there.twice ?? (times > 1 ? ([number, number] as const) : undefined)
  if (difference || twice)
    return {
      kind: 'different',
      ...(twice && { twice }),
      failure: {
        class: 'different_in_ledger',
        code: twice ? 'ledger.twice' : 'ledger.different',
        message: twice
          ? `The ledger holds ${reference} more than once: ${there.twice?.join(', ') ?? `${times} times as ${number}`}.`
          : `The ledger holds ${reference}, but not as it was sent. ${difference}`,
      },
    }
  return { kind: there.held ? 'delivered' : 'posted', voucher: { number, date } }
}
