import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { databaseEpoch } from '@bilagsbro/service-kit/postgres'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test } from 'vitest'
import { storesContract } from '#application/ports/stores.contract.ts'
import { claimOf, concludeAll, newOrganization, requests } from '#testing/stores-harness.ts'
import { createRecordingOutbox } from '#testing/recording-outbox.ts'
import { migrations } from './migrations/migrations.ts'
import { createStores } from './stores.ts'
import { tables } from './tables.ts'

const database = await createTestDatabase({ tables, migrations })
afterAll(() => database[Symbol.asyncDispose]())

storesContract('PostgreSQL', open)

async function open() {
  const { orm } = database
  await databaseEpoch(orm)
  const outbox = createRecordingOutbox(orm)
  const twice: string[] = []
  const postedTwice = (reference: string) => void twice.push(reference)
  const pauseMs = 100
  const followUpMs = 50
  // A day: no test takes half of it.
  const predecessorMs = 86_400_000
  return {
    ...createStores({
      orm,
      outbox,
      type: 'dynamics',
      topic: 'requests',
      flightSize: 2,
      predecessorMs,
      clock,
      postedTwice,
      policy: { pauseMs },
      followUpMs,
    }),
    pauseMs,
    followUpMs,
    predecessorMs,
    answers: outbox.answers,
    twice,
    newEpoch: () =>
      orm.em
        .fork()
        .execute('truncate doubted_epoch')
        .then(() => undefined),
  }
}

test('what was queued before PostgreSQL started is not fresh: an older copy of its disks may have been put back', async () => {
  const stores = await open()
  const [unsentBefore, organizationId] = ['2999-01-01T00:00:00Z', newOrganization()]
  const both = requests(organizationId, 2).map((one) => ({ ...one, unsentBefore }))
  await stores.postings.accept(both)
  await database.orm.em.fork().execute(
    `update posting set requested_at = pg_postmaster_start_time() - interval '1 second'
       where organization_id = ? and record_id = 'r0'`,
    [organizationId],
  )
  const flight = await claimOf(stores, organizationId)
  const fresh = flight.postings.filter(({ isFresh }) => isFresh)
  expect(fresh.map(({ recordId }) => recordId)).toEqual(['r1'])
  await concludeAll(stores, [flight])
})

test('tables and migrations agree', async () => {
  const drift = await database.orm.schema.getUpdateSchemaSQL({ wrap: false })
  // The outbox keeps its own tables.
  expect(drift.split('\n').filter((line) => line && !line.includes('"outbox"'))).toEqual([])
})
