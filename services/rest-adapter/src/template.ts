import type { Failure } from '@bilagsbro/booking/failure'
import type { Correction } from '@bilagsbro/booking/voucher'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { formatAmount, oreOf, type Ore } from '@bilagsbro/kernel/money'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { Value } from './evaluation-job.ts'
import type { Evaluate } from './evaluation.ts'

/** Characters of one body. */
const mostBody = 256 * 1024
/** Of one for many. */
const mostBodyOfMany = 4 * 1024 * 1024

/** The input of a template: the voucher, and nothing else. */
const inputOf = ({ reference, voucher }: Posting) => ({
  reference,
  postingDate: voucher.postingDate,
  currency: voucher.currency,
  description: voucher.description,
  ...(voucher.corrects && { corrects: correctedOf(voucher.corrects) }),
  lines: voucher.lines.map(({ amount, dimensions = [], ...line }) => {
    const ore = oreOf(amount)
    return {
      ...line,
      ...amounts('amount', ore),
      ...(ore < 0 ? amounts('credit', -ore) : amounts('debit', ore)),
      dimensions,
    }
  }),
})

/** The voucher that this one corrects, for a ledger that links the two. */
const correctedOf = ({ reference, voucherNumber, lines }: Correction) => ({
  reference,
  voucherNumber,
  lines,
})

/** As kroner, as exact text, and as whole øre: a template that calculates with kroner gets fractions that are no amounts. */
const amounts = (name: string, ore: Ore) => ({
  [name]: Number(formatAmount(ore)),
  [`${name}Text`]: formatAmount(ore),
  [`${name}Ore`]: ore,
})

/** Has everything that a voucher can have. */
export const example: Posting = {
  reference: 'BB0123456789ABCD',
  voucher: {
    postingDate: '2026-11-20',
    currency: 'NOK',
    description: 'Reiseregning',
    lines: [
      {
        account: '7140',
        amount: '1234.50',
        description: 'Buss',
        vatCode: '0',
        dimensions: [
          { code: 'AVDELING', value: '100' },
          { code: 'PROSJEKT', value: 'P1' },
        ],
      },
      {
        account: '2910',
        amount: '-1234.50',
        subledger: { kind: 'employee', number: 'A100' },
      },
    ],
  },
}

/** Amounts that come to fractions where kroner are multiplied, added or cut. */
const treacherous = ['4.35', '8.20', '9.95', '64.10', '1140.15']

/** Vouchers that a template is tried with: the example, and the same with amounts that show how the template calculates. */
export const trials: readonly Posting[] = [
  example,
  ...treacherous.map((amount, at) => ({
    reference: `BB0123456789AB${String(at).padStart(2, '0')}`,
    voucher: {
      ...example.voucher,
      lines: [
        { ...example.voucher.lines[0]!, amount },
        { ...example.voucher.lines[0]!, amount: '0.10' },
        {
          ...example.voucher.lines[1]!,
          amount: formatAmount(-(oreOf(amount) + 10)),
        },
      ],
    },
  })),
]

const inputTextOf = (posting: Posting) => JSON.stringify(inputOf(posting))

/** By reference: the body, or why there is none. */
export type Bodies = ReadonlyMap<string, Result<string, Failure>>

interface Template {
  readonly template: string
  readonly decimals: number
}

/** The bodies of a flight, in one go. */
export async function bodiesOf(
  evaluate: Evaluate,
  { template, decimals }: Template,
  postings: readonly Posting[],
): Promise<Result<Bodies, Failure>> {
  const inputs = postings.map(inputTextOf)
  const done = await evaluate({ expressions: { template }, inputs, most: mostBody, decimals })
  if (!done.ok) return done
  const bodies = new Map<string, Result<string, Failure>>()
  for (const [at, { reference }] of postings.entries()) {
    const body = bodyIn(done.value[at]!['template']!, template, [reference])
    // The template's own fault, whatever the voucher: nothing can be sent.
    if (!body.ok && body.error.class === 'config') return body
    bodies.set(reference, body)
  }
  return ok(bodies)
}

/** One body for many. */
export async function bodyOfMany(
  evaluate: Evaluate,
  { template, decimals }: Template,
  postings: readonly Posting[],
): Promise<Result<string, Failure>> {
  const inputs = [`{"vouchers":[${postings.map(inputTextOf).join(',')}]}`]
  const done = await evaluate({
    expressions: { template },
    inputs,
    most: mostBodyOfMany,
    decimals,
  })
  if (!done.ok) return done
  const references = postings.map(({ reference }) => reference)
  return bodyIn(done.value[0]!['template']!, template, references, 'arrayTemplate')
}

function bodyIn(
  value: Value,
  template: string,
  references: readonly string[],
  name = 'template',
): Result<string, Failure> {
  const { json, fault } = value
  if (fault) return err(faultIn(name, template, fault))
  if (json === undefined || !/^[{[]/.test(json))
    return err(
      never('template.no_object', `${name}: It must come to an object, or to a list of objects.`),
    )
  // A voucher without its reference could never be found again.
  if (!references.every((reference) => json.includes(`"${reference}"`)))
    return err(never('template.no_reference', `${name}: What it makes must include reference.`))
  return ok(json)
}

const wrong = (code: string, message: string): Failure => ({ class: 'data', code, message })
const never = (code: string, message: string): Failure => ({ class: 'config', code, message })

/** Tries a template. Gives back its fault, and the place in it. */
export async function checkTemplate(
  evaluate: Evaluate,
  template: Template,
): Promise<Result<void, Failure>> {
  const bodies = await bodiesOf(evaluate, template, trials)
  if (!bodies.ok) return bodies
  for (const { reference, voucher } of trials) {
    const body = bodies.value.get(reference)!
    if (!body.ok) return err({ ...body.error, class: 'config' })
    const nearly = nearAmount(
      JSON.parse(body.value),
      voucher.lines.map(({ amount }) => oreOf(amount)),
    )
    if (nearly !== undefined)
      return err(
        never(
          'template.inexact',
          `template: It makes ${nearly} of an amount that is nearly, but not exactly that. Take the amount as øre (amountOre) or as text (amountText).`,
        ),
      )
  }
  return ok(undefined)
}

/** A number, or the text of one, that is one øre beside an amount: cut where it should have been rounded. */
function nearAmount(value: unknown, amounts: readonly Ore[]): string | undefined {
  if (typeof value === 'object' && value !== null)
    return Object.values(value)
      .map((inner) => nearAmount(inner, amounts))
      .find((near) => near !== undefined)
  if (typeof value !== 'number' && !(typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)))
    return undefined
  const number = Math.abs(Number(value))
  const isNear = amounts.some((amount) => {
    const ore = Math.abs(amount)
    return ore >= 100 && [number, Math.round(number * 100)].some((it) => Math.abs(it - ore) === 1)
  })
  return isNear ? String(value) : undefined
}

/** The fault of an expression in words, with the expression's name and the place of the fault. */
export function faultIn(
  name: string,
  expression: string,
  { code, position, message }: NonNullable<Value['fault']>,
): Failure {
  if (code === 'too_large') return wrong('template.too_large', `${name}: It makes too much.`)
  if (code === 'no_amount')
    return wrong(
      'template.no_amount',
      `${name}: It makes the number ${message}, which has more decimals than an amount (decimals). Take the amount as øre (amountOre) or as text (amountText), and calculate with øre alone.`,
    )
  if (code === 'not_json') return wrong('template.not_json', `${name}: It does not make JSON.`)
  const place = position === undefined ? '' : ` at ${placeOf(expression, position)}`
  const said = (message ?? '').replaceAll(/[\p{C}\s]+/gu, ' ').trim()
  const sentence = `${name}: It fails${place}: ${said || code} (${code})`
  // S0101 and the like are told before anything is evaluated.
  return code.startsWith('S')
    ? never('template.syntax', sentence)
    : wrong('template.failed', sentence)
}

function placeOf(expression: string, position: number): string {
  const before = expression.slice(0, position).split('\n')
  return `line ${before.length}, column ${before.at(-1)!.length}`
}
