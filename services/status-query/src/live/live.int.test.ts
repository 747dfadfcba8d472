import { once } from 'node:events'
import { connect } from 'node:net'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { goldenExample } from '@bilagsbro/events/golden-example'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { ConnectorSuspended, SyncCompleted } from '@bilagsbro/events/sync'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createReplicas } from '../testing/replicas.ts'

await using resources = new AsyncDisposableStack()
const replicas = resources.use(await createReplicas())
/** Events reach the one, and clients the other. */
const one = resources.use(await replicas.start())
const other = resources.use(await replicas.start())
const owned = resources.move()
afterAll(() => owned.disposeAsync())

const patience = { timeout: 30_000 }
const everywhere = { roles: ['global_admin'] } as const
let organizationId: string
const here = () => ({ roles: ['auditor'], organization: organizationId }) as const
const golden = <D extends EventDefinition>(definition: D) =>
  ({ ...goldenExample(definition).value, organizationId }) as DataOf<D>
const resync = 'event: resync'
/** A hint of this kind, whatever else it tells of. */
const changed = (kind: string) =>
  new RegExp(`event: changed\ndata: {"organizationId":"${organizationId}","kinds":[^}]*"${kind}"`)
const expectHeard = (client: { readonly text: () => string }, text: string | RegExp) =>
  expect.poll(client.text, patience).toMatch(text)
const announce = () => one.receive(ConnectorConfigured, golden(ConnectorConfigured))

beforeEach(async () => {
  organizationId = crypto.randomUUID()
  await announce()
})

test('STATUS-6: a run that completes is told to who looks at its organisation at another replica, and the figures are there', async () => {
  const client = await other.follow(`/organizations/${organizationId}/changes`, here())
  expect([client.status, client.headers]).toMatchObject([
    200,
    {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  ])
  expect(client.headers).not.toHaveProperty('content-encoding')
  const run = golden(SyncCompleted)
  await one.receive(SyncCompleted, run)
  await expectHeard(client, changed('runs'))
  const status = await other.read(`/organizations/${organizationId}/status`, here())
  expect(status).toMatchObject({ lastRun: { id: run.runId } })
})

test('HEALTH-5: a row whose health turns is told to who looks at all of them, at any replica', async () => {
  const clients = await Promise.all([one, other].map((it) => it.follow('/changes', everywhere)))
  await one.receive(ConnectorSuspended, golden(ConnectorSuspended))
  for (const client of clients) await expectHeard(client, changed('connector'))
  const status = await other.read(`/organizations/${organizationId}/status`, everywhere)
  expect(status).toMatchObject({ health: { level: 'red' } })
})

test('nobody hears of an organisation of others', async () => {
  const mine = organizationId
  const client = await other.follow(`/organizations/${mine}/changes`, here())
  organizationId = crypto.randomUUID()
  const foreign = organizationId
  await announce()
  await one.receive(RecordApproved, golden(RecordApproved))
  organizationId = mine
  await one.receive(RecordApproved, golden(RecordApproved))
  await expectHeard(client, changed('records'))
  expect(client.text()).not.toContain(foreign)
})

test('who comes back to its replica hears what it missed; at another one, to read everything again', async () => {
  const all = await other.follow('/changes', everywhere)
  const path = `/organizations/${organizationId}/changes`
  const gone = await other.follow(path, here())
  await one.receive(RecordApproved, golden(RecordApproved))
  await expectHeard(gone, changed('records'))
  gone.leave()
  await one.receive(SyncCompleted, golden(SyncCompleted))
  await expectHeard(all, changed('runs'))
  const since = { 'last-event-id': gone.lastEventId() }
  const back = await other.follow(path, here(), since)
  await expectHeard(back, changed('runs'))
  await expectHeard(await one.follow(path, here(), since), resync)
})

test('a replica whose connection was lost says to read everything again, and hears the next change', async () => {
  const client = await other.follow(`/organizations/${organizationId}/changes`, here())
  await announce()
  await expectHeard(client, changed('connector'))
  const before = client.text().length
  await replicas.orm.em.fork().execute(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'status-query changes'`,
  )
  await expect.poll(() => client.text().slice(before), patience).toContain(resync)
  await one.receive(RecordApproved, golden(RecordApproved))
  await expectHeard(client, changed('records'))
})

test('a replica that begins has all clients read again: the one before it may have died with something to tell', async () => {
  const client = await other.follow('/changes', everywhere)
  await announce()
  await expectHeard(client, changed('connector'))
  const before = client.text().length
  await using _third = await replicas.start()
  await expect.poll(() => client.text().slice(before), patience).toContain(resync)
})

test('a server that hangs up on who is silent does not hang up on a stream', async () => {
  await using third = await replicas.start()
  third.app.server.timeout = 200
  const client = await third.follow(`/organizations/${organizationId}/changes`, here())
  const silent = connect(Number(new URL(third.address).port), '127.0.0.1')
  silent.resume()
  await once(silent, 'close')
  await one.receive(SyncCompleted, golden(SyncCompleted))
  await expectHeard(client, changed('runs'))
})

test('who leaves, who takes nothing, and whose token ends leave nothing behind', async () => {
  await using third = await replicas.start()
  const path = `/organizations/${organizationId}/changes`
  const leaver = await third.follow(path, here())
  expect(third.clients()).toBe(1)
  leaver.leave()
  await expect.poll(third.clients, patience).toBe(0)

  const slow = await third.follow('/changes', everywhere)
  slow.pause()
  for (let batch = 0; third.clients() > 0; batch++) {
    const lines = Array.from({ length: 250 }, (_, at) => `busy-${batch}-${at} log`).join('\n')
    await replicas.orm.em.fork().execute(`select pg_notify('changes', ?)`, [lines])
  }
  slow.leave()

  const last = await third.follow(path, here())
  expect(third.clients()).toBe(1)
  third.pass(600_000)
  await expect.poll(last.ended, patience).toBe('in order')
  await expect.poll(third.clients, patience).toBe(0)
})

test('a caller who opens too many streams is told so', async () => {
  await using third = await replicas.start()
  const open = () => third.follow('/changes', { ...everywhere, sub: 'user-2' })
  const opened = []
  for (let count = 0; count < 20; count++) opened.push(await open())
  const refused = await open()
  expect(refused.status).toBe(429)
  await expect.poll(refused.text, patience).toContain('changes.too_many_streams')
  expect((await third.follow('/changes', everywhere)).status).toBe(200)
  opened[0]!.leave()
  await expect.poll(async () => (await open()).status, patience).toBe(200)
})

test('the pages may have any number of replicas, each with a stream', async () => {
  await using third = await replicas.start()
  const pages = { service: 'admin-ui' }
  const statuses = []
  for (let count = 0; count < 25; count++)
    statuses.push((await third.follow('/internal/changes', pages)).status)
  expect(statuses).toEqual(Array(25).fill(200))
})

test('a service that stops sends its clients elsewhere and is not held up by them', async () => {
  const third = await replicas.start()
  const client = await third.follow('/changes', everywhere)
  await third[Symbol.asyncDispose]()
  await expect.poll(client.ended, patience).toBe('in order')
  expect(client.text()).toMatch(/\nretry: \d{4,5}\n\n$/)
  expect(third.clients()).toBe(0)
})
