import type { Reply } from '#exchange.ts'
import { json } from './access.ts'
import { Problem } from './problem.ts'
import { costCentres, restAccounts } from './seed.ts'
import type { RestLedger, RestLine } from './rest-world.ts'

/** What can be read, by operation. */
export const reads: Readonly<
  Record<string, (ledger: RestLedger, query: URLSearchParams, id: string, now: number) => Reply>
> = {
  'vouchers.list': (ledger, query, _, now) =>
    json(200, { vouchers: shown(ledger, query.get('reference') ?? undefined, now) }),
  'vouchers.get': (ledger, _, id, now) =>
    found(shown(ledger, undefined, now).find((voucher) => voucher.id === id)),
  'references.get': (ledger, _, reference, now) => found(shown(ledger, reference, now)[0]),
  'jobs.get': ({ jobs }, _, id) => {
    const job = jobs.get(id)
    return found(job && { job: id, state: job.state })
  },
  'accounts.list': () => json(200, { accounts: [...restAccounts.values()] }),
  'costCentres.list': () => json(200, { costCentres }),
}

function found(thing: object | undefined): Reply {
  if (!thing) throw new Problem(404, 'Not Found', 'There is nothing here.')
  return json(200, thing)
}

function shown(ledger: RestLedger, reference: string | undefined, now: number) {
  const { vouchers, byReference, jobs, seed } = ledger
  const booked = reference === undefined ? vouchers : (byReference.get(reference) ?? [])
  const queued = seed.showsQueued
    ? [...jobs.values()].filter(
        ({ state, draft }) =>
          state === 'queued' && (reference === undefined || draft.reference === reference),
      )
    : []
  return [
    ...booked
      .filter(({ visibleAt }) => visibleAt <= now)
      .map(({ id, ...voucher }) => ({ id, status: 'booked', ...view(voucher) })),
    ...queued.map(({ id, draft }) => ({ id, status: 'queued', ...view(draft) })),
  ]
}

const view = (voucher: {
  readonly reference: string
  readonly date: string
  readonly text: string
  readonly lines: readonly RestLine[]
}) => ({
  reference: voucher.reference,
  date: voucher.date,
  text: voucher.text,
  lines: voucher.lines.map((line) => ({ ...line, amount: line.amount / 100 })),
})
