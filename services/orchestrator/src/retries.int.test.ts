import { PostingRequested } from '@bilagsbro/events/posting'
import { SyncFailed, SyncQueued, SyncStarted, SyncSucceeded } from '@bilagsbro/events/sync'
import { createTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { expect, test } from 'vitest'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { tables } from '#adapters/postgres/tables.ts'
import { aFailure } from '#testing/builders.ts'
import { startOrchestrator } from '#testing/orchestrator-process.ts'
import { createOutsideWorld, posted } from '#testing/outside-world.ts'

test('RETRY-2, RETRY-5, RETRY-6: support retries one cause over HTTP, twice at once and across a kill; each record is sent once more', async () => {
  await using issuer = await createTestIssuer()
  await using database = await createTestDatabase({ tables, migrations })
  await using world = await createOutsideWorld()
  const options = { databaseUrl: database.url, topics: world.topics, issuer: issuer.issuer }
  await using first = await startOrchestrator(options)
  const authorization = `Bearer ${await issuer.token({ roles: ['org_support'], organization: 'hlf' })}`
  const causesAt = async (url: string) => {
    const answer = await fetch(`${url}/organizations/hlf/failure-causes`, {
      headers: { authorization },
    })
    return ((await answer.json()) as { rows: { fingerprint: string; count: number }[] }).rows
  }
  const retryAt = (url: string, key: string, body: object) =>
    fetch(`${url}/organizations/hlf/retries`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    })
  let blocked = true
  const failure = aFailure('data', {
    code: 'account.blocked',
    subject: { kind: 'account', value: '7140' },
  })
  world.answer = (request) => (blocked ? { kind: 'refused', failure } : posted(request))
  await world.configure()
  await world.approve({ recordId: 'a' }, { recordId: 'b' }, { recordId: 'c' })
  await world.until(() => expect(world.of(SyncFailed)).toHaveLength(3))
  expect(world.of(SyncFailed)[0]).toMatchObject({ failure: { subject: { value: '7140' } } })
  const [cause] = await causesAt(first.url)
  expect(cause).toMatchObject({
    count: 3,
    words: {
      nb: 'Kontoen «7140» kan ikke bokføres på. Velg en annen, eller åpne den i regnskapet',
    },
  })

  blocked = false
  const wanted = { cause: cause!.fingerprint }
  const answers = await Promise.all([1, 2].map(() => retryAt(first.url, 'click', wanted)))
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
  const [one, two] = (await Promise.all(answers.map((answer) => answer.json()))) as object[]
  expect(one).toMatchObject({ runId: expect.any(String), taken: 3, skipped: [] })
  expect(two).toEqual(one)
  await first.kill('SIGKILL')
  await using second = await startOrchestrator(options)
  const again = await world.until(async () => {
    const answer = await retryAt(second.url, 'click', wanted)
    expect(answer.status).toBe(201)
    return answer.json()
  })
  expect(again).toEqual(one)
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(3))

  const attempts = world
    .of(PostingRequested.dynamics)
    .map((sent) => `${sent.recordId} ${sent.attempt}`)
  expect([...new Set(attempts)].toSorted()).toEqual(['a 1', 'a 2', 'b 1', 'b 2', 'c 1', 'c 2'])
  expect(world.of(SyncQueued).map(({ reason }) => reason.code)).toEqual(
    Array(3).fill('awaiting_retry'),
  )
  const retries = world.of(SyncStarted).filter(({ trigger }) => trigger === 'retry')
  expect(retries).toMatchObject([
    { actor: expect.any(String), runId: (one as { runId: string }).runId },
  ])
  expect(await causesAt(second.url)).toEqual([])
})
