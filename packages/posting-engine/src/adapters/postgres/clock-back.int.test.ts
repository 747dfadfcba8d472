import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test } from 'vitest'
import { createRecordingOutbox } from '#testing/recording-outbox.ts'
import {
  claim,
  claimOf,
  goOn,
  lookTerms,
  poll,
  posted,
  requests,
  findings,
} from '#testing/stores-harness.ts'
import { migrations } from './migrations/migrations.ts'
import { createStores } from './stores.ts'
import { tables } from './tables.ts'

const database = await createTestDatabase({ tables, migrations })
afterAll(() => database[Symbol.asyncDispose]())

const { orm } = database
const outbox = createRecordingOutbox(orm)
const deps = {
  orm,
  outbox,
  clock,
  type: 'dynamics',
  topic: 'requests',
  flightSize: 100,
  predecessorMs: 0,
  postedTwice: () => {},
} as const
const stores = {
  ...createStores(deps),
  pauseMs: 1_000,
  followUpMs: 0,
  predecessorMs: 0,
  answers: outbox.answers,
  twice: [],
  newEpoch: async () => {},
}

/** Seen from a clock that was put back by an hour, all that was noted before lies an hour ahead. */
const putBack = () =>
  orm.em.fork().execute(`
    update principal set filled_at = filled_at + interval '1 hour', not_before = not_before + interval '1 hour';
    update lane set not_before = not_before + interval '1 hour', stopped_until = stopped_until + interval '1 hour';
    update flight set lease_until = lease_until + interval '1 hour', busy_until = busy_until + interval '1 hour',
      next_look_at = next_look_at + interval '1 hour', revoked_at = revoked_at + interval '1 hour'`)
const rate = { requestsPerMinute: 6_000, burst: 1 }

test('after the clock of the database was put back, nothing waits until it has caught up', async () => {
  await stores.postings.accept(requests('hlf', 4))
  const flight = await claimOf(stores, 'hlf', { size: 1, rate, principal: 'hlf' })
  await stores.flights.concludeFlight(flight, findings(flight, { kind: 'queued', tries: 1 }), {
    kind: 'pause',
  })
  await putBack()
  expect(await claim(stores, { rate, principal: 'hlf' })).toBeUndefined()
  await stores.doubts.forgetFuture(1_000)
  await orm.em.fork().execute(`update lane set not_before = not_before - interval '1 minute'`)
  const next = await poll(() => claim(stores, { size: 1, rate, principal: 'hlf' }))
  await stores.flights.concludeFlight(next, findings(next, posted), goOn)
})

test('nor does a flight whose sender has gone', async () => {
  const flight = await claimOf(stores, 'hlf', { size: 1, leaseMs: 1 })
  await putBack()
  expect(await stores.doubts.expire()).toBe(0)
  await stores.doubts.forgetFuture(1)
  while ((await stores.doubts.expire()) === 0);
  await putBack()
  await stores.doubts.forgetFuture(1)
  await orm.em.fork().execute(`update flight set next_look_at = next_look_at - interval '1 minute'`)
  const claimed = await stores.doubts.claimLook(() => lookTerms(), [])
  expect(claimed).toMatchObject({ kind: 'look', look: { flightId: flight.id } })
})
