import { randomUUID } from 'node:crypto'
import { CategoryUsed } from '@bilagsbro/events/category-used'
import { PostingRequested, PostingWithdrawn } from '@bilagsbro/events/posting'
import type { PostingOutcome } from '@bilagsbro/booking/posting-outcome'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import {
  ConnectorResumed,
  ConnectorSuspended,
  SyncCompleted,
  SyncFailed,
  SyncHandled,
  SyncQueued,
  SyncStarted,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import { createTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { tables } from '#adapters/postgres/tables.ts'
import { aConnector, aFailure, anOrganization } from '#testing/builders.ts'
import { startOrchestrator } from '#testing/orchestrator-process.ts'
import { createOutsideWorld, partOf, posted } from '#testing/outside-world.ts'

const requests = PostingRequested.dynamics
const withdrawals = PostingWithdrawn.dynamics

/** A world of its own with one orchestrator in it. */
async function open(env: Record<string, string> = {}) {
  const resources = new AsyncDisposableStack()
  const database = resources.use(await createTestDatabase({ tables, migrations }))
  const world = resources.use(await createOutsideWorld())
  resources.use(await startOrchestrator({ databaseUrl: database.url, topics: world.topics, env }))
  return {
    world,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

/** For tests that look at their own organisations alone. */
let shared: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  shared = await open({ PROBE_BASE_MS: '300', PERIOD_AGAIN_AFTER_MS: '300' })
})
afterAll(() => shared[Symbol.asyncDispose]())

test('NOTE-1 an approval is sent at once, and again after growing pauses when it fails', async () => {
  await using opened = await open({ RETRY_BASE_MS: '150', RUN_QUIET_MS: '300' })
  const { world } = opened
  world.answer = (request) =>
    request.attempt < 3 ? { kind: 'refused', failure: aFailure('transient') } : posted(request)
  await world.configure()
  // After the configuration was applied, however slow that is.
  const approvedAt = new Date(Date.now() + 60_000).toISOString()
  await world.approve({ approvedAt })
  const [succeeded] = await world.until(() => {
    expect(world.of(SyncSucceeded)).toHaveLength(1)
    return world.of(SyncSucceeded)
  })
  const sent = world.of(requests)
  expect(sent.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  expect(sent.map(({ unsentBefore }) => unsentBefore)).toEqual([approvedAt, undefined, undefined])
  expect(new Set(sent.map(({ reference }) => reference)).size).toBe(1)
  const failed = world.of(SyncFailed)
  const pauses = failed.map(({ at, nextAttemptAt }) => Date.parse(nextAttemptAt!) - Date.parse(at))
  expect(pauses[0]).toBeGreaterThanOrEqual(120)
  expect(pauses[0]).toBeLessThanOrEqual(180)
  expect(pauses[1]).toBeGreaterThanOrEqual(480)
  expect(succeeded).toMatchObject({ outcome: 'posted', attempt: 3, mappingVersion: 3 })
  expect(failed.map(({ recordType }) => recordType)).toEqual(['expense', 'expense'])
  const sequences = [...failed, ...world.of(SyncSucceeded)].map(({ sequence }) => sequence)
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))

  const started = world.of(SyncStarted)
  await world.until(() => expect(world.of(SyncCompleted)).toHaveLength(started.length))
  const totals = world.of(SyncCompleted).map(({ counts }) => counts)
  expect(totals.reduce((sum, { planned }) => sum + planned, 0)).toBe(3)
  expect(totals.reduce((sum, { posted: found }) => sum + found, 0)).toBe(1)
  expect(totals.reduce((sum, { failed: lost }) => sum + lost, 0)).toBe(2)
  expect(totals.every(({ deferred }) => deferred === 0)).toBe(true)
})

test("one trace goes through: what a record causes continues its producer's trace", async () => {
  const world = partOf(shared.world, 'traced')
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00'
  await world.configure()
  await world.approveTraced(traceparent, {})
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(1))
  const traces = [...world.all(requests), ...world.all(SyncSucceeded)].map((one) => one.traceparent)
  expect(traces.map((trace) => trace?.split('-')[1])).toEqual([
    '0af7651916cd43dd8448eb211c80319c',
    '0af7651916cd43dd8448eb211c80319c',
  ])
})

test('TOGGLE-2 what is approved while the connector is disabled waits, and goes when it is enabled', async () => {
  const world = partOf(shared.world, 'disabled')
  await world.configure({ connector: aConnector({ enabled: false }) })
  await world.approve({ recordId: 'a' }, { recordId: 'b' })
  await world.until(() => expect(world.of(SyncQueued)).toHaveLength(2))
  expect(new Set(world.of(SyncQueued).map(({ reason }) => reason.code))).toEqual(
    new Set(['connector_disabled']),
  )
  expect(world.of(requests)).toEqual([])
  await world.configure({ version: 2 })
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(2))
  expect(world.of(requests)).toHaveLength(2)
})

test('TOGGLE-7 disabling takes back what is not sent, and settles and shows what is in flight', async () => {
  const world = partOf(shared.world, 'taken-back')
  world.answer = () => undefined
  await world.configure()
  await world.approve({ recordId: 'unsent' }, { recordId: 'in-flight' })
  await world.until(() => expect(world.of(requests)).toHaveLength(2))
  await world.configure({ version: 2, connector: aConnector({ enabled: false }) })
  await world.until(() => expect(world.of(withdrawals)).toHaveLength(2))
  const [unsent] = world.of(withdrawals, 'unsent')
  const [inFlight] = world.of(requests, 'in-flight')
  await world.complete(unsent!, { kind: 'returned', reason: 'withdrawn' })
  await world.complete(inFlight!, posted(inFlight!), inFlight!.reference)
  await world.until(() => {
    expect(world.of(SyncQueued, 'unsent').map(({ reason }) => reason.code)).toEqual([
      'connector_disabled',
    ])
    expect(world.of(SyncSucceeded, 'in-flight')).toHaveLength(1)
  })
  await world.approve({ recordId: 'later' })
  await world.until(() => expect(world.of(SyncQueued, 'later')).toHaveLength(1))
  expect(world.of(requests)).toHaveLength(2)

  world.answer = posted
  await world.configure({ version: 3 })
  await world.until(() => {
    expect(world.of(SyncSucceeded, 'unsent')).toHaveLength(1)
    expect(world.of(SyncSucceeded, 'later')).toHaveLength(1)
  })
  expect(world.of(requests, 'in-flight')).toHaveLength(1)
})

test('NOTE-3 only the organisation with an enabled connector is sent for', async () => {
  const { world } = shared
  const ids = ['hlf', 'off', 'none', 'unmapped']
  const isOfThese = (one: { organizationId: string }) => ids.includes(one.organizationId)
  await world.configure()
  await world.configure({
    organizationId: 'off',
    connector: aConnector({ enabled: false }),
  })
  await world.configure({ organizationId: 'none', connector: null })
  await world.configure({
    organizationId: 'unmapped',
    mapping: { ...anOrganization().mapping, categories: {} },
  })
  await world.approve(
    ...ids.map((organizationId) => ({ organizationId, recordId: organizationId })),
  )
  await world.until(() => {
    expect(world.of(SyncSucceeded, 'hlf')).toHaveLength(1)
    expect(
      world
        .of(SyncQueued)
        .filter(isOfThese)
        .map(({ recordId, reason }) => ({ recordId, reason }))
        .toSorted((a, b) => a.recordId.localeCompare(b.recordId)),
    ).toEqual([
      { recordId: 'none', reason: { code: 'not_configured' } },
      { recordId: 'off', reason: { code: 'connector_disabled' } },
      {
        recordId: 'unmapped',
        reason: { code: 'mapping_missing', categories: ['taxi'], payeeKinds: [] },
      },
    ])
  })
  const sent = world.of(requests).filter(isOfThese)
  expect(sent.map(({ organizationId }) => organizationId)).toEqual(['hlf'])
})

test('RETRY-5 what was never answered is asked for again with the same attempt, and settled once', async () => {
  await using opened = await open({ REREQUEST_AFTER_MS: '300' })
  const { world } = opened
  let asked = 0
  world.answer = (request) => (++asked < 3 ? undefined : posted(request))
  await world.configure()
  await world.approve({})
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(1))
  const sent = world.of(requests)
  expect(sent.length).toBeGreaterThanOrEqual(3)
  expect(new Set(sent.map(({ attempt, reference }) => `${attempt} ${reference}`)).size).toBe(1)
  // The answers that were only late, the approval again, and a refusal from before: nothing comes of them.
  await world.complete(sent[0]!, posted(sent[0]!), sent[0]!.reference)
  await world.complete(sent[0]!, { kind: 'refused', failure: aFailure('transient') })
  await world.approve({}, { recordId: 'marker' })
  await world.until(() => expect(world.of(SyncSucceeded, 'marker')).toHaveLength(1))
  expect(world.of(SyncSucceeded, 'r-1')).toHaveLength(1)
  expect(world.of(SyncFailed)).toEqual([])
})

test('a connector that fails is suspended, probed with one record, and resumed', async () => {
  const world = partOf(shared.world, 'failing')
  let broken = true
  world.answer = (request) =>
    broken
      ? { kind: 'returned', reason: 'lane_stopped', failure: aFailure('auth') }
      : posted(request)
  await world.configure()
  const ids = Array.from({ length: 20 }, (_, at) => ({ recordId: `r-${at}` }))
  await world.approve(...ids)
  await world.until(() => expect(world.of(requests).length).toBeGreaterThanOrEqual(22))
  const suspended = world.of(ConnectorSuspended)
  expect(suspended).toHaveLength(1)
  expect(world.of(SyncFailed)).toEqual([])
  broken = false
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(20))
  // What was told when the new database had read its past came before.
  const after = world.of(ConnectorResumed).filter((told) => told.sequence > suspended[0]!.sequence)
  expect(after).toHaveLength(1)
  expect(world.of(SyncQueued).every(({ reason }) => reason.code === 'connector_suspended')).toBe(
    true,
  )
})

test('one record that the accounting system cannot answer does not stand in for the others as the probe', async () => {
  const world = partOf(shared.world, 'unanswered')
  world.answer = (request) =>
    request.recordId === 'unanswerable'
      ? { kind: 'returned', reason: 'lane_stopped', failure: aFailure('unreachable') }
      : posted(request)
  await world.configure()
  await world.approve({ recordId: 'unanswerable' })
  await world.until(() => expect(world.of(ConnectorSuspended)).not.toHaveLength(0))
  await world.approve({ recordId: 'other' })
  await world.until(() => expect(world.of(SyncSucceeded, 'other')).toHaveLength(1))
  expect(world.of(SyncFailed)).toEqual([])
})

test('what cannot be accepted is set aside with a reason that names the field and the remedy, and the rest goes on', async () => {
  const world = partOf(shared.world, 'strict')
  await world.configure()
  await world.approve({ recordId: 'known' })
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(1))
  await world.topics.produceRaw(RecordApproved.topic, [{ key: 'x', value: '{"organizationId":' }])
  await world.approve(
    { recordId: 'sum', total: '1.00' },
    { recordId: 'stranger', organizationId: 'nobody' },
    { recordId: 'known', recordType: 'other' },
    { recordId: 'moment', approvedAt: '2026-11-20T10:00:00+99:99' },
    { recordId: 'euro', currency: 'EUR' },
    { recordId: 'good' },
  )
  const letters = await world.topics.readRaw(
    `${RecordApproved.topic}.dead-letter`,
    (found) => found.length === 5,
  )
  const reasons = letters.map(({ headers }) => String(headers?.['bb_reason'])).join('\n')
  for (const reason of [
    'approvedAt: "2026-11-20T10:00:00+99:99" is no moment from 2000 to 2099. Send the record again',
    'organizationId: no organisation "nobody" is known here. Create it, then replay this dead letter.',
    'revision: record "known" is already known in revision 1 with other content. Send what changed',
    'total: is 1.00, but the lines sum to 125.50. Send the record again',
  ])
    expect(reasons).toContain(reason)
  await world.until(() => expect(world.of(SyncSucceeded, 'good')).toHaveLength(1))
  const [euro] = await world.until(() => {
    expect(world.of(SyncFailed, 'euro')).toHaveLength(1)
    return world.of(SyncFailed, 'euro')
  })
  expect(euro).toMatchObject({ attempt: 0, failure: { code: 'currency.not_supported' } })
  expect(world.of(requests, 'euro')).toEqual([])
})

test('BOOKS-8 a posted record is corrected by its next revision, and taken back when it is withdrawn, each once', async () => {
  const world = partOf(shared.world, 'correcting')
  const isPosted = (revision: number) =>
    world.until(() =>
      expect(world.of(SyncSucceeded).map((one) => one.revision)).toContain(revision),
    )
  const line = { lineId: '1', category: 'taxi', amount: '80.00', date: '2026-11-19' }
  await world.configure()
  await world.approve({}, {})
  await isPosted(1)
  const again = { revision: 2, total: '80.00', lines: [line] }
  await world.approve(again, again)
  await isPosted(2)
  await world.withdraw({ revision: 3 }, { revision: 3 }, { revision: 1, reason: 'Too late.' })
  await isPosted(3)
  const amounts = world
    .of(requests)
    .map(({ voucher }) => voucher.lines.map(({ amount }) => amount).join(' '))
  expect(amounts).toEqual(['125.50 -125.50', '-125.50 125.50 80.00 -80.00', '-80.00 80.00'])
  const [first, second, third] = world.of(SyncSucceeded)
  const link = ({ revision, reference, voucher }: typeof first & {}) => ({
    revision,
    reference,
    voucherNumber: voucher.number,
  })
  expect(first!.corrects).toBeUndefined()
  expect(second!.corrects).toEqual(link(first!))
  expect(third!.corrects).toEqual(link(second!))
  const [letter] = await world.topics.readRaw(
    `${RecordWithdrawn.topic}.dead-letter`,
    (found) => found.length === 1,
  )
  expect(String(letter?.headers?.['bb_reason'])).toContain(
    'revision: record "r-1" is already known',
  )
})

test('BOOKS-8 a withdrawal of nothing, of a stranger, or of no moment does no harm', async () => {
  await using opened = await open()
  const { world } = opened
  await world.configure()
  await world.withdraw(
    { recordId: 'unknown' },
    { organizationId: 'nobody' },
    { withdrawnAt: '2026-11-23T10:00:00+99:99' },
  )
  const [handled] = await world.until(() => {
    expect(world.of(SyncHandled)).toHaveLength(1)
    return world.of(SyncHandled)
  })
  expect(handled).toMatchObject({ recordId: 'unknown', revision: 2, reason: 'withdrawn' })
  const letters = await world.topics.readRaw(
    `${RecordWithdrawn.topic}.dead-letter`,
    (found) => found.length === 2,
  )
  const reasons = letters.map(({ headers }) => String(headers?.['bb_reason'])).join('\n')
  expect(reasons).toContain('withdrawnAt: "2026-11-23T10:00:00+99:99" is no moment')
  expect(reasons).toContain('organizationId: no organisation "nobody" is known here.')
  await world.approve({ recordId: 'unknown' })
  await world.until(() => expect(world.of(SyncHandled)).toHaveLength(2))
  expect(world.of(requests)).toEqual([])
})

test('what was delivered is posted when it is booked there, and failed for good when it is removed there', async () => {
  const world = partOf(shared.world, 'delivering')
  world.answer = (request) => ({ ...posted(request), kind: 'delivered' }) as PostingOutcome
  await world.configure()
  await world.approve({ recordId: 'booked' }, { recordId: 'removed' })
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(2))
  const [booked] = world.of(requests, 'booked')
  const [removed] = world.of(requests, 'removed')
  const rejected = { kind: 'refused', failure: aFailure('rejected_in_ledger') } as const
  await world.complete(booked!, posted(booked!), booked!.reference)
  await world.complete(removed!, rejected, removed!.reference)
  await world.until(() => expect(world.of(SyncFailed)).toHaveLength(1))
  const [failed] = world.of(SyncFailed, 'removed')
  expect(failed).toMatchObject({ attempt: 1, failure: { class: 'rejected_in_ledger' } })
  expect(failed).not.toHaveProperty('nextAttemptAt')
  await world.until(() =>
    expect(world.of(SyncSucceeded, 'booked').map(({ outcome }) => outcome)).toEqual([
      'delivered',
      'posted',
    ]),
  )
  // Said again, and a new configuration: nothing is sent again without a person.
  await world.complete(removed!, rejected, removed!.reference)
  await world.configure({ version: 2 })
  await world.approve({ recordId: 'marker' })
  await world.until(() => expect(world.of(SyncSucceeded, 'marker')).toHaveLength(1))
  expect(world.of(requests)).toHaveLength(3)
  expect(world.of(SyncFailed)).toHaveLength(1)
})

test('what meets a closed period waits, and goes when a person starts a run after it is opened', async () => {
  await using issuer = await createTestIssuer()
  await using database = await createTestDatabase({ tables, migrations })
  await using world = await createOutsideWorld()
  await using orchestrator = await startOrchestrator({
    databaseUrl: database.url,
    topics: world.topics,
    issuer: issuer.issuer,
    env: { RUN_QUIET_MS: '100' },
  })
  const token = await issuer.token({ roles: ['org_admin'], organization: 'hlf' })
  const start = () =>
    world.until(async () => {
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      }
      const url = `${orchestrator.url}/organizations/hlf`
      const plan = await fetch(`${url}/run-plan`, { headers })
      const { planId } = (await plan.json()) as { planId: string }
      const body = JSON.stringify({ planId })
      const { status } = await fetch(`${url}/runs`, { method: 'POST', headers, body })
      expect(status).toBe(201)
    })
  let closed = true
  world.answer = (request) =>
    closed ? { kind: 'refused', failure: aFailure('period_closed') } : posted(request)
  await world.configure()
  await world.approve({ recordId: 'a' }, { recordId: 'b' })
  await world.until(() => expect(world.of(SyncQueued)).toHaveLength(2))
  const [sent] = world.of(requests)
  const reason = { code: 'period_closed', postingDate: sent!.voucher.postingDate }
  expect(world.of(SyncQueued).map((queued) => queued.reason)).toEqual([reason, reason])

  await start()
  await world.until(() =>
    expect(world.of(SyncCompleted).at(-1)).toMatchObject({
      trigger: 'manual',
      counts: { planned: 2, failed: 0, deferred: 2 },
    }),
  )
  closed = false
  await start()
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(2))
  expect(world.of(requests).map(({ attempt }) => attempt)).toEqual([1, 1, 2, 2, 3, 3])
  expect(world.of(SyncQueued)).toHaveLength(2)
  expect(world.of(SyncFailed)).toEqual([])
})

test('BOOKS-1: a draft is asked for by policy, again in the same mode, and told until it is posted', async () => {
  await using opened = await open({ REREQUEST_AFTER_MS: '500', RUN_QUIET_MS: '300' })
  const { world } = opened
  const delivered = (request: Parameters<typeof posted>[0]) => {
    const { voucher } = posted(request) as Extract<PostingOutcome, { kind: 'posted' }>
    return { kind: 'delivered' as const, voucher }
  }
  let answers = false
  world.answer = (request) => (answers ? delivered(request) : undefined)
  const { policies } = anOrganization()
  await world.configure({ policies: { ...policies, postingMode: 'draft' } })
  await world.approve({})
  await world.until(() => expect(world.of(requests)).toHaveLength(1))
  await world.configure({ policies: { ...policies, postingMode: 'book' } })
  await world.until(() => expect(world.of(requests).length).toBeGreaterThan(1))
  answers = true
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(1))
  expect(world.of(SyncSucceeded)).toMatchObject([
    { outcome: 'delivered', attempt: 1, mode: 'draft' },
  ])
  for (const { attempt, voucher } of world.of(requests))
    expect([attempt, voucher.mode]).toEqual([1, 'draft'])
  await world.until(() => expect(world.of(SyncCompleted)).toHaveLength(1))
})

test('BOOKS-5: a date moves by policy, and the event of the success tells it', async () => {
  const world = partOf(shared.world, 'moving')
  const isClosed = ({ voucher }: { voucher: { postingDate: string } }) =>
    voucher.postingDate < '2020-03-01'
  world.answer = (request) =>
    isClosed(request) ? { kind: 'refused', failure: aFailure('period_closed') } : posted(request)
  const policies = { ...anOrganization().policies, closedPeriods: 'next_open' } as const
  await world.configure({ policies })
  await world.approve({ approvedAt: '2020-01-31T10:00:00Z' })
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(1))
  const moved = (to: string) => ({ from: '2020-01-31', to, rule: 'next_open' })
  const [february, march] = [moved('2020-02-01'), moved('2020-03-01')]
  expect(world.of(requests).map(({ voucher }) => voucher.moved)).toEqual([
    undefined,
    february,
    march,
  ])
  expect(world.of(SyncQueued)).toMatchObject([
    { reason: { code: 'date_moved', postingDate: '2020-02-01' }, moved: february },
    { reason: { code: 'date_moved', postingDate: '2020-03-01' }, moved: march },
  ])
  expect(world.of(SyncSucceeded)).toMatchObject([{ attempt: 3, moved: march }])
})

test('an opened period is noticed without a person', async () => {
  const world = partOf(shared.world, 'reopened')
  world.answer = (request) =>
    request.attempt < 3 ? { kind: 'refused', failure: aFailure('period_closed') } : posted(request)
  await world.configure()
  await world.approve({})
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(1))
  expect(world.of(SyncQueued)).toHaveLength(1)
  expect(world.of(SyncFailed)).toEqual([])
})

test('CONFIG-4: every category and kind of payee that is used is told once', async () => {
  const world = partOf(shared.world, 'using')
  const line = (category: string) => ({
    lineId: category,
    category,
    amount: '62.75',
    date: '2026-11-19',
  })
  await world.configure()
  await world.approve({ recordId: 'a' }, { recordId: 'b' })
  await world.approve({ recordId: 'c', lines: [line('taxi'), line('boat')] })
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(2))
  await world.until(() => expect(world.of(SyncQueued, 'c')).toHaveLength(1))
  const used = () => world.of(CategoryUsed).map(({ kind, value }) => `${kind} ${value}`)
  await world.until(() =>
    expect(used().toSorted()).toEqual(['category boat', 'category taxi', 'payee_kind employee']),
  )
})

test('TOGGLE-6: runs are shown to those who may see the organisation, and started by its administrators alone', async () => {
  await using issuer = await createTestIssuer()
  await using database = await createTestDatabase({ tables, migrations })
  await using world = await createOutsideWorld()
  await using orchestrator = await startOrchestrator({
    databaseUrl: database.url,
    topics: world.topics,
    issuer: issuer.issuer,
  })
  await world.configure()
  await world.approve({})
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(1))
  type Who = Parameters<typeof issuer.token>[0]
  const ask = async (method: string, path: string, who?: Who, body?: object) => {
    const headers = {
      ...(who && { authorization: `Bearer ${await issuer.token(who)}` }),
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    }
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const response = await fetch(`${orchestrator.url}${path}`, init)
    const answer = (await response.json()) as { rows: object[]; id: string; planId: string }
    return { status: response.status, body: answer }
  }
  const get = (path: string, who?: Who) => ask('GET', path, who)
  const own = await get('/organizations/hlf/runs', { roles: ['auditor'], organization: 'hlf' })
  expect(own).toMatchObject({
    status: 200,
    body: { rows: [{ trigger: 'approval', counts: { planned: 1, posted: 1 } }] },
  })
  const foreign = await get('/organizations/hlf/runs', {
    roles: ['org_admin'],
    organization: 'other',
  })
  expect(foreign.status).toBe(404)
  expect((await get('/organizations/hlf/runs')).status).toBe(401)

  const admin = { roles: ['org_admin'], organization: 'hlf' } as const
  const start = async (who: Who, body?: object) => {
    const { planId } = (await get('/organizations/hlf/run-plan', admin)).body
    return ask('POST', '/organizations/hlf/runs', who, body ?? { planId })
  }
  expect((await start({ roles: ['auditor'], organization: 'hlf' })).status).toBe(403)
  expect((await start({ ...admin, organization: 'other' })).status).toBe(404)
  expect((await start(admin, {})).status).toBe(400)
  expect((await start(admin, { planId: 'x' })).status).toBe(422)
  const started = await start(admin)
  expect(started).toMatchObject({ status: 201, body: { trigger: 'manual' } })
  const run = `/organizations/hlf/runs/${started.body.id}`
  expect(await get(run, admin)).toMatchObject({
    status: 200,
    body: { id: started.body.id, actor: expect.any(String) },
  })
  expect((await get(`${run}0`, admin)).status).toBe(404)
  for (const [after, trigger, next] of [
    [0, 'manual', '1'],
    [1, 'approval', null],
  ])
    expect(await get(`/organizations/hlf/runs?limit=1&after=${after}`, admin)).toMatchObject({
      body: { rows: [{ trigger }], next },
    })
  await world.until(() => expect(world.of(SyncCompleted).at(-1)?.trigger).toBe('manual'))
  await world.configure({ version: 2, connector: aConnector({ enabled: false }) })
  await world.until(async () =>
    expect(await start(admin)).toMatchObject({
      status: 409,
      body: { code: 'connector.disabled', detail: expect.stringContaining('Ingenting er sendt') },
    }),
  )
  expect((await get('/health/ready')).body).toMatchObject({
    checks: { database: 'ok', consumers: 'ok' },
  })
  expect(await orchestrator.kill('SIGTERM')).toEqual([0, null])
})
