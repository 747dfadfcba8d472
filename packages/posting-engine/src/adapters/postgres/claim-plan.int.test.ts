import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { createTestDatabase, indexEntriesRead } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test } from 'vitest'
import { createRecordingOutbox } from '#testing/recording-outbox.ts'
import { claim } from '#testing/stores-harness.ts'
import { migrations } from './migrations/migrations.ts'
import { createStores } from './stores.ts'
import { tables } from './tables.ts'

const database = await createTestDatabase({ tables, migrations })
afterAll(() => database[Symbol.asyncDispose]())

const { orm } = database
const execute = (statement: string) => orm.em.fork().execute(statement)

/** As under a backlog: nothing has been vacuumed or analysed. */
async function sendThrough(batches: number): Promise<void> {
  await execute('alter table posting set (autovacuum_enabled = false)')
  for (let batch = 1; batch <= batches; batch++)
    await execute(`
      insert into posting (organization_id, record_id, revision, attempt, state, place, reference,
        target_fingerprint, credentials_version, voucher)
      select 'hlf', '${batch}-' || n, 1, 1, 'queued', nextval('posting_place'), '${batch}-' || n,
        'ledger-1', 1, '{"lines": []}'
      from generate_series(1, 500) as n;
      update posting set state = 'posted', place = null
        where place is not null and place <= ${(batch - 4) * 500}`)
  await execute(`insert into lane (organization_id, waiting) values ('hlf', 1)`)
}

test('a flight is claimed from what waits, without a look at all that its organisation ever sent', async () => {
  const outbox = createRecordingOutbox(orm)
  const deps = { orm, outbox, clock, postedTwice: () => {}, flightsPerLane: 5 }
  const stores = createStores({
    ...deps,
    type: 'dynamics',
    topic: 'requests',
    flightSize: 100,
    predecessorMs: 0,
  })
  const harness = {
    ...stores,
    pauseMs: 1_000,
    followUpMs: 0,
    predecessorMs: 0,
    answers: outbox.answers,
    twice: [],
    newEpoch: async () => {},
  }
  await sendThrough(40)
  const reads: number[] = []
  for (let claims = 0; claims < 5; claims++) {
    const before = await indexEntriesRead(orm, 'posting')
    expect((await claim(harness, { size: 100 }))?.postings).toHaveLength(100)
    reads.push((await indexEntriesRead(orm, 'posting')) - before)
  }
  // What has left the queue is met once more, and again while anybody might still see it.
  expect(Math.min(...reads)).toBeGreaterThan(100)
  expect(Math.min(...reads)).toBeLessThan(1_000)
})
