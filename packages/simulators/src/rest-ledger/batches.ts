import type { Reply } from '#exchange.ts'
import { json } from './access.ts'
import { readDraft, unprocessable, type Draft } from './draft.ts'
import { book, seeThatItIsNew } from './posting.ts'
import { Problem } from './problem.ts'
import type { RestLedger, RestWorld } from './rest-world.ts'

const mostVouchers = 200

interface Read {
  readonly reference: string
  readonly draft: Draft | Problem
}
type Result = { readonly reference: string } & (
  | { readonly id: string }
  | { readonly error: Readonly<Record<string, unknown>> }
)

/**
 * `POST /{organization}/batches` and `/whole-batches`: many vouchers, in the order in which they stand. The former books
 * each that it can, and answers for each; the latter books all or, with a problem, none.
 */
export function postBatch(
  world: RestWorld,
  ledger: RestLedger,
  { body, isWhole }: { readonly body: string; readonly isWhole: boolean },
): Reply {
  const given = vouchersIn(body)
  const faults = world.faults.posting(ledger.seed.organizationId, 'vouchers.batch')
  const drafts = given.map((one) => readOne(ledger, one, faults.period_closed !== undefined))
  const wrong = drafts.find(({ draft }) => draft instanceof Problem)
  if (isWhole && wrong) throw wrong.draft as Problem
  const form = faults.array_answer?.['form']
  const carried = form === 'cut' ? drafts.slice(0, Math.ceil(drafts.length / 2)) : drafts
  const hiddenMs = faults.invisible?.['delayMs'] ?? 0
  const results = carried.map((one) => bookOne(world, ledger, one, hiddenMs))
  if (form === 'cut') throw new Problem(504, 'Gateway Timeout', 'No details.')
  if (form === 'refused') throw unprocessable('/vouchers', 'The vouchers could not be saved.')
  return json(200, { results: told(results, form) })
}

function vouchersIn(body: string): readonly unknown[] {
  const { vouchers } = (parse(body) ?? {}) as { readonly vouchers?: unknown }
  if (!Array.isArray(vouchers) || vouchers.length === 0)
    throw new Problem(400, 'Bad Request', '/vouchers must be a list of vouchers')
  if (vouchers.length > mostVouchers)
    throw new Problem(413, 'Content Too Large', `A request has at most ${mostVouchers} vouchers.`)
  return vouchers
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function readOne(ledger: RestLedger, given: unknown, isClosed: boolean): Read {
  const reference = String((given as { readonly reference?: unknown } | null)?.reference)
  return { reference, draft: orProblem(() => newDraft(ledger, given, isClosed)) }
}

function newDraft(ledger: RestLedger, given: unknown, isClosed: boolean): Draft {
  const draft = readDraft(JSON.stringify(given), ledger.seed.amounts)
  if (isClosed) throw unprocessable('/date', `The period of ${draft.date} is closed.`)
  seeThatItIsNew(ledger, draft)
  return draft
}

function orProblem<T>(work: () => T): T | Problem {
  try {
    return work()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

function bookOne(
  world: RestWorld,
  ledger: RestLedger,
  { reference, draft }: Read,
  hiddenMs: unknown,
): Result {
  if (draft instanceof Problem) return { reference, error: draft.more }
  // The same may stand in one request twice.
  const isNew = orProblem(() => seeThatItIsNew(ledger, draft))
  if (isNew instanceof Problem) return { reference, error: isNew.more }
  return { reference, id: book(world, ledger, draft, hiddenMs).id }
}

function told(results: readonly Result[], form: unknown): readonly Result[] {
  if (form === 'reordered') return results.toReversed()
  if (form === 'missing') return results.slice(1)
  if (form === 'duplicated') return [...results, ...results.slice(0, 1)]
  if (form === 'same_number')
    return results.map((result) => ('id' in result ? { ...result, id: 'V-1' } : result))
  return results
}
