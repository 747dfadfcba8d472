import type { Found, Posting } from '@bilagsbro/connector/application/ports/accounting-connector'
import { differenceOf } from '@bilagsbro/connector/domain/difference'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import type { Ore } from '@bilagsbro/kernel/money'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { atMost } from './at-most.ts'
import type { Evaluate, Evaluated } from './evaluation.ts'
import { parseJson, unreadable } from './failures.ts'
import type { Session } from './session.ts'
import { faultIn } from './template.ts'

interface Dependencies {
  readonly evaluate: Evaluate
  readonly requestsAtOnce: number
}

/** What the ledger shows under these references; the first fault ends it. All answers are read in one go. */
export async function lookUp(
  { evaluate, requestsAtOnce }: Dependencies,
  session: Session,
  postings: readonly Posting[],
): Promise<Result<Map<string, Found>, Failure>> {
  const found = new Map<string, Found>()
  const { lookUp: how } = session.way
  if (!how) return ok(found)
  const answers: { posting: Posting; text: string }[] = []
  let failure: Failure | undefined
  await atMost(requestsAtOnce, postings, async (posting) => {
    if (failure) return
    const reply = await session.get(how.urlFor(posting.reference))
    if (reply.kind === 'answered' && reply.status === 404) return
    if (reply.failure) failure = reply.failure
    else if (reply.kind === 'answered' && reply.status !== 204)
      answers.push({ posting, text: reply.text })
  })
  if (failure) return err(failure)
  if (answers.some(({ text }) => parseJson(text) === undefined)) return err(unreadable)
  const inputs = answers.map(({ text }) => text)
  const read = await evaluate(
    { expressions: how.expressions, inputs, most: mostRead },
    session.signal,
  )
  if (!read.ok) return read
  for (const [at, { posting }] of answers.entries()) {
    const there = voucherIn(read.value[at]!, how.expressions)
    if (!there.ok) return there
    if (there.value) found.set(posting.reference, compare(posting, there.value))
  }
  return ok(found)
}

const mostRead = 256 * 1024

interface There {
  readonly lines: readonly { readonly account: string; readonly amount: Ore }[]
  readonly number?: string | undefined
  readonly date?: string | undefined
  readonly held: boolean
}

/** What the expressions read; nothing where the ledger has no such voucher. */
function voucherIn(
  values: Evaluated,
  expressions: Readonly<Record<string, string>>,
): Result<There | undefined, Failure> {
  for (const [name, { fault }] of Object.entries(values))
    if (fault) return err(misread(faultIn(nameOf(name), expressions[name]!, fault).message))
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
    number: textOf(number).slice(0, 50) || undefined,
    date: textOf(date).slice(0, 10) || undefined,
    held: held === true,
  })
}

const nameOf = (name: string) => `lookUp${name[0]!.toUpperCase()}${name.slice(1)}`

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

/** Whether what stands under a voucher's reference is that voucher. */
function compare({ reference, voucher }: Posting, there: There): Found {
  const { postingDate } = voucher
  const { number = reference, date = postingDate } = there
  const difference = differenceOf(
    voucher,
    there.lines.map((line) => ({ ...line, postingDate: date })),
  )
  if (difference)
    return {
      kind: 'different',
      failure: {
        class: 'different_in_ledger',
        code: 'ledger.different',
        message: `The ledger holds ${reference}, but not as it was sent. ${difference}`,
      },
    }
  return { kind: there.held ? 'delivered' : 'posted', voucher: { number, date } }
}
