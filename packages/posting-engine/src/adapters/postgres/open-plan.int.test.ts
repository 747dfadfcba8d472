import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test } from 'vitest'
import { createRecordingOutbox } from '#testing/recording-outbox.ts'
import { claimOf, delivered, goOn, requests, findings } from '#testing/stores-harness.ts'
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

async function rowsRead(): Promise<number> {
  await orm.em.fork().execute('select pg_stat_force_next_flush()')
  const [found] = await orm.em.fork().execute<{ read: number }[]>(`
    select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_user_tables
    where relname = 'posting'`)
  return found!.read
}

test.each(['never', 'just now'])(
  'what is open is counted without a look at 200,000 settled ones, analysed %s',
  async (analysed) => {
    const organization = `history, ${analysed}`
    await orm.em.fork().execute(`
      insert into posting (organization_id, record_id, revision, attempt, state, reference,
        target_fingerprint, credentials_version, voucher)
      select '${organization}', n::text, 1, 1, 'posted', n::text, 'ledger-1', 1, '{"lines": []}'
      from generate_series(1, 200000) as n`)
    await stores.postings.accept(requests(organization, 9))
    const sent = await claimOf(stores, organization, { size: 4 })
    await stores.flights.concludeFlight(sent, findings(sent, delivered), goOn)
    await claimOf(stores, organization, { size: 2 })
    if (analysed === 'just now') await orm.em.fork().execute('analyze posting')
    const before = await rowsRead()
    expect(await stores.postings.open(organization)).toEqual({
      queued: 3,
      sending: 2,
      inDoubt: 0,
      delivered: 4,
    })
    expect((await rowsRead()) - before).toBeLessThan(100)
  },
)
