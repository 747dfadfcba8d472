import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { databaseEpoch } from '@bilagsbro/service-kit/postgres'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test } from 'vitest'
import { storesContract } from '#application/ports/stores.contract.ts'
import { createRecordingOutbox } from '#testing/recording-outbox.ts'
import { migrations } from './migrations/migrations.ts'
import { createStores } from './stores.ts'
import { tables } from './tables.ts'

const database = await createTestDatabase({ tables, migrations })
afterAll(() => database[Symbol.asyncDispose]())

storesContract('PostgreSQL', async () => {
  const { orm } = database
  await databaseEpoch(orm)
  const outbox = createRecordingOutbox(orm)
  const twice: string[] = []
  const postedTwice = (reference: string) => void twice.push(reference)
  const pauseMs = 100
  const followUpMs = 50
  return {
    ...createStores({
      orm,
      outbox,
      type: 'dynamics',
      topic: 'requests',
      flightSize: 2,
      clock,
      postedTwice,
      policy: { pauseMs },
      followUpMs,
    }),
    pauseMs,
    followUpMs,
    answers: outbox.answers,
    twice,
    newEpoch: () =>
      orm.em
        .fork()
        .execute('truncate doubted_epoch')
        .then(() => undefined),
  }
})

test('tables and migrations agree', async () => {
  const drift = await database.orm.schema.getUpdateSchemaSQL({ wrap: false })
  // The outbox keeps its own tables.
  expect(drift.split('\n').filter((line) => line && !line.includes('"outbox"'))).toEqual([])
})
