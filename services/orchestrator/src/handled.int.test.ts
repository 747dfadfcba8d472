import { PostingRequested } from '@bilagsbro/events/posting'
import { SyncFailed, SyncHandled, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { createTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { expect, test } from 'vitest'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { tables } from '#adapters/postgres/tables.ts'
import { aFailure, anOrganization } from '#testing/builders.ts'
import { startOrchestrator } from '#testing/orchestrator-process.ts'
import { createOutsideWorld, posted } from '#testing/outside-world.ts'

test('RETRY-4, BOOKS-9: what a person marks as handled is told with the reason, over a kill, and is put back as it was', async () => {
  await using issuer = await createTestIssuer()
  await using database = await createTestDatabase({ tables, migrations })
  await using world = await createOutsideWorld()
  const options = { databaseUrl: database.url, topics: world.topics, issuer: issuer.issuer }
  await using first = await startOrchestrator(options)
  const token = await issuer.token({ roles: ['org_admin'], organization: 'hlf' })
  const post = (url: string, path: string, key: string, body: object) =>
    fetch(`${url}/organizations/hlf/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    })
  const failure = aFailure('data', { code: 'account.blocked' })
  world.answer = () => ({ kind: 'refused', failure })
  await world.configure()
  await world.approve({ recordId: 'a' })
  await world.until(() => expect(world.of(SyncFailed, 'a')).toHaveLength(1))

  const records = [{ recordId: 'a', revision: 1 }]
  const mark = { records, reason: 'Booked by hand.', voucherNumber: '10412' }
  const marked = await post(first.url, 'handled', 'mark', mark)
  expect(await marked.json()).toEqual({ changed: 1, skipped: [] })
  await first.kill('SIGKILL')
  await using second = await startOrchestrator(options)
  await world.until(async () => {
    const again = await post(second.url, 'handled', 'mark', mark)
    expect(await again.json()).toEqual({ changed: 1, skipped: [] })
  })
  const told = { reason: 'by_person', note: mark.reason, voucherNumber: '10412' }
  await world.until(() => expect(world.of(SyncHandled, 'a')).toMatchObject([told]))

  const undo = { records, reason: 'A mistake.' }
  const undone = await post(second.url, 'handled/undo', 'undo', undo)
  expect(await undone.json()).toEqual({ changed: 1, skipped: [] })
  await world.until(() => {
    expect(world.of(SyncQueued, 'a')).toMatchObject([
      { reason: { code: 'reopened' }, note: 'A mistake.' },
    ])
    expect(world.of(SyncFailed, 'a')).toMatchObject([{ failure }, { failure }])
  })
  const sequences = [
    ...world.of(SyncFailed, 'a').slice(0, 1),
    ...world.of(SyncHandled, 'a'),
    ...world.of(SyncQueued, 'a'),
    ...world.of(SyncFailed, 'a').slice(1),
  ].map(({ sequence }) => sequence)
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
  expect(new Set(sequences).size).toBe(4)

  world.answer = posted
  expect((await post(second.url, 'retries', 'retry', { records })).status).toBe(201)
  await world.until(() => expect(world.of(SyncSucceeded, 'a')).toHaveLength(1))
  const attempts = world.of(PostingRequested.dynamics, 'a').map(({ attempt }) => attempt)
  expect(new Set(attempts)).toEqual(new Set([1, 2]))
})

test('RETRY-4: what is booked by hand is not sent when the database is lost and the connector is enabled', async () => {
  await using issuer = await createTestIssuer()
  await using world = await createOutsideWorld()
  const token = await issuer.token({ roles: ['org_admin'], organization: 'hlf' })
  const start = (databaseUrl: string) =>
    startOrchestrator({ databaseUrl, topics: world.topics, issuer: issuer.issuer })
  const { connector } = anOrganization()
  const off = { ...connector!, enabled: false }
  await world.configure({ connector: off })
  await world.approve({ recordId: 'a' }, { recordId: 'undone' })
  const records = ['a', 'undone'].map((recordId) => ({ recordId, revision: 1 }))
  const word = { note: 'Booked by hand.', voucherNumber: 'H-17' }
  {
    await using database = await createTestDatabase({ tables, migrations })
    await using first = await start(database.url)
    const post = (path: string, body: object) =>
      fetch(`${first.url}/organizations/hlf/${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': path,
        },
        body: JSON.stringify(body),
      })
    const { note: reason, voucherNumber } = word
    await world.until(async () => {
      const marked = await post('handled', { records, reason, voucherNumber })
      expect(await marked.json()).toEqual({ changed: 2, skipped: [] })
    })
    await post('handled/undo', { records: records.slice(1), reason: 'A mistake.' })
    await world.until(() =>
      expect(world.of(SyncQueued, 'undone').map(({ reason: { code } }) => code)).toContain(
        'reopened',
      ),
    )
    await first.kill('SIGKILL')
  }
  const [told] = world.of(SyncHandled, 'a')
  await using database = await createTestDatabase({ tables, migrations })
  await using _ = await start(database.url)
  await world.until(() => expect(world.of(SyncHandled, 'a')).toHaveLength(2))
  const [, again] = world.of(SyncHandled, 'a')
  expect(again).toMatchObject({ reason: 'by_person', ...word, by: told!.by })
  expect(again!.sequence).toBeGreaterThan(told!.sequence)
  await world.configure({ version: 2, connector })
  await world.until(() => expect(world.of(SyncSucceeded, 'undone')).toHaveLength(1))
  expect(world.of(PostingRequested.dynamics, 'a')).toEqual([])
})
