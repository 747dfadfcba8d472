import type { Failure } from '@bilagsbro/booking/failure'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { Taken, Told } from './answers.ts'
import type { Arrays } from './credentials.ts'
import type { Value } from './evaluation-job.ts'
import type { Evaluate } from './evaluation.ts'
import { answerInput, numberOf, reasonOf, saysNo } from './proof.ts'
import { bodyOfMany, faultIn, trials } from './template.ts'

const mostRead = 1024 * 1024

type Answered = Pick<Taken, 'status' | 'location' | 'json'>

/** What the ledger says of one voucher. */
type Verdict =
  | { readonly kind: 'booked'; readonly number: string }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * What an answer for many says of each. What it does not name, names twice, says both of, or gives a number that another
 * has, too, is in doubt, and looked for. Of a status that refuses all, only a refusal is believed.
 *
 * APIs tell it by name or by place: OData's JSON `$batch` answers with `responses`, each with the id of its request and a
 * status of its own; `_bulk` of Elasticsearch with `items` in the order of the request.
 */
export async function itemsTold(
  evaluate: Evaluate,
  arrays: Arrays,
  answer: Answered,
  references: readonly string[],
): Promise<ReadonlyMap<string, Told>> {
  const inputs = [inputOf(answerInput(answer), references)]
  const read = await evaluate({ expressions: { items: arrays.items }, inputs, most: mostRead })
  const items = read.ok ? itemsIn(read.value[0]!['items']!) : undefined
  const isYes = answer.status < 300
  const verdicts = items && verdictsOf(items)
  return new Map(
    references.map((reference) => {
      const verdict = verdicts?.get(reference)
      if (verdict?.kind === 'refused') return [reference, refused(answer.status, verdict.reason)]
      if (verdict && isYes) return [reference, booked(answer.status, verdict.number)]
      return [reference, unsaid(answer.status, isYes && !items)]
    }),
  )
}

const inputOf = (answer: string, references: readonly string[]) =>
  `${answer.slice(0, -1)},"references":${JSON.stringify(references)}}`

interface Item {
  readonly reference?: unknown
  readonly number?: unknown
  readonly failure?: unknown
}

/** Nothing where it is no list of items. */
function itemsIn({ json, fault }: Value): readonly Item[] | undefined {
  if (fault || json === undefined) return undefined
  const items = [JSON.parse(json) as unknown].flat()
  return items.every(isItem) ? items : undefined
}
const isItem = (item: unknown): item is Item => typeof item === 'object' && item !== null

function verdictsOf(items: readonly Item[]): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>()
  const byReference = Map.groupBy(items, ({ reference }) => reference)
  const numbers = items.flatMap(({ number }) => numberOf(number) || [])
  const times = Map.groupBy(numbers, (number) => number)
  for (const [reference, [item, ...more]] of byReference) {
    if (typeof reference !== 'string' || !item || more.length > 0) continue
    const number = numberOf(item.number)
    const reason = reasonOf(item.failure)
    if (number === undefined && reason !== undefined)
      verdicts.set(reference, { kind: 'refused', reason })
    const isOnes = !number || times.get(number)!.length === 1
    if (number !== undefined && reason === undefined && isOnes)
      verdicts.set(reference, { kind: 'booked', number })
  }
  return verdicts
}

const refused = (status: number, reason: string): Told => ({
  kind: 'refused',
  failure: {
    class: 'data',
    code: 'voucher.refused',
    message: `The ledger refused the voucher (${status}). ${reason}`.trim(),
  },
})

const booked = (status: number, number: string): Told => ({
  kind: status === 202 ? 'later' : 'accepted',
  proven: true,
  ...(number && { number }),
})

/** `accepted`: the ledger took all of them, and its answer cannot be read. */
const unsaid = (status: number, accepted: boolean): Told => ({
  kind: 'in_doubt',
  failure: {
    class: 'transient',
    code: 'answer.unproven',
    message: `The ledger answered ${status} for many vouchers, and does not say what became of this one.`,
  },
  ...(accepted && { accepted }),
})

/** Tries the template on two vouchers, and the expression on answers that say no. Gives back the fault. */
export async function checkArrays(
  evaluate: Evaluate,
  arrays: Arrays,
  decimals: number,
): Promise<Result<void, Failure>> {
  const two = trials.slice(0, 2)
  const body = await bodyOfMany(evaluate, { template: arrays.template, decimals }, two)
  if (!body.ok) return err({ ...body.error, class: 'config' })
  const references = two.map(({ reference }) => reference)
  const inputs = saysNo.map((answer) => inputOf(answer, references))
  const { items } = arrays
  const read = await evaluate({ expressions: { items }, inputs, most: mostRead })
  if (!read.ok) return read
  for (const { items: value } of read.value) {
    if (value!.fault) return err(misread(faultIn('arrayItems', items, value!.fault).message))
    const said = itemsIn(value!)
    if (value!.json !== undefined && !said) return err(misread(noItems))
    if (said && [...verdictsOf(said).values()].some(({ kind }) => kind === 'booked'))
      return err(misread(takesAnything))
  }
  return ok(undefined)
}

const misread = (message: string): Failure => ({
  class: 'config',
  code: 'answer.items_misread',
  message,
})
const noItems = 'arrayItems: It must come to a list of reference and number or failure.'
const takesAnything =
  'arrayItems: It takes an answer that says no for a success. A number may only come of an answer that shows that the voucher is booked.'
