import type { Posting } from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { Evaluate, Value } from './evaluation.ts'

/** Characters of one body. */
const mostBody = 256 * 1024

/** What a template is given: the voucher, and nothing else. Amounts are numbers with two decimals at most. */
const inputOf = ({ reference, voucher }: Posting) => ({
  reference,
  postingDate: voucher.postingDate,
  currency: voucher.currency,
  description: voucher.description,
  lines: voucher.lines.map(({ amount: text, dimensions = [], ...line }) => {
    const amount = Number(text)
    return {
      ...line,
      amount,
      ...(amount < 0 ? { credit: -amount } : { debit: amount }),
      dimensions,
    }
  }),
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

/** By reference: the body, or why there is none. */
export type Bodies = ReadonlyMap<string, Result<string, Failure>>

/** The bodies of a flight, in one go. */
export async function bodiesOf(
  evaluate: Evaluate,
  template: string,
  postings: readonly Posting[],
  signal: AbortSignal,
): Promise<Result<Bodies, Failure>> {
  const inputs = postings.map((posting) => JSON.stringify(inputOf(posting)))
  const done = await evaluate({ expressions: { template }, inputs, most: mostBody }, signal)
  if (!done.ok) return done
  const bodies = new Map<string, Result<string, Failure>>()
  for (const [at, { reference }] of postings.entries()) {
    const body = bodyIn(done.value[at]!['template']!, template, reference)
    // The template's own fault, whatever the voucher: nothing can be sent.
    if (!body.ok && body.error.class === 'config') return body
    bodies.set(reference, body)
  }
  return ok(bodies)
}

function bodyIn(value: Value, template: string, reference: string): Result<string, Failure> {
  const { json, fault } = value
  if (fault) return err(faultIn('template', template, fault))
  if (json === undefined || !/^[{[]/.test(json))
    return err(
      never('template.no_object', 'template: It must come to an object, or to a list of objects.'),
    )
  // What does not carry the reference could never be found again.
  if (!json.includes(`"${reference}"`))
    return err(never('template.no_reference', 'template: What it makes must include reference.'))
  return ok(json)
}

const wrong = (code: string, message: string): Failure => ({ class: 'data', code, message })
const never = (code: string, message: string): Failure => ({ class: 'config', code, message })

/** A dry run with the example voucher: what is wrong with a template, and where. */
export async function checkTemplate(
  evaluate: Evaluate,
  template: string,
  signal: AbortSignal,
): Promise<Result<void, Failure>> {
  const bodies = await bodiesOf(evaluate, template, [example], signal)
  if (!bodies.ok) return bodies
  const body = bodies.value.get(example.reference)!
  return body.ok ? ok(undefined) : err({ ...body.error, class: 'config' })
}

/** A fault of an expression in words: `name` says which, and the place in it where the fault is. */
export function faultIn(
  name: string,
  expression: string,
  { code, position, message }: NonNullable<Value['fault']>,
): Failure {
  if (code === 'too_large') return wrong('template.too_large', `${name}: It makes too much.`)
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
