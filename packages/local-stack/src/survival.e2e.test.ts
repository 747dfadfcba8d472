import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { request } from 'undici'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { databaseCopies } from './database-copies.ts'
import { createDatabases, dropDatabases } from './databases.ts'
import { demoMapping } from './demo-organizations.ts'
import { repositoryRoot } from './paths.ts'
import { booked, expectedBooks } from './testing/books.ts'
import { useStack } from './testing/test-stack.ts'

// What a killed adapter had in flight is looked for when its lease has run out: after two calls.
const given = useStack({ 'dynamics-adapter': { CALL_TIMEOUT_MS: '2000' } })
const soon = { timeout: 120_000, interval: 200 }

const lost = ['orchestrator', 'dynamics-adapter', 'status-query'] as const

/** Everything that was approved so far, whichever test did it: the ledger must hold exactly that, after each of them. */
const approved: RecordApproved[] = []
let organizations: string[]

beforeAll(async () => {
  const { organization } = given()
  organizations = await Promise.all(['a', 'b', 'c', 'd'].map((name) => organization(name)))
})

afterEach(async () => {
  const ledger = await Promise.all(organizations.map(given().vouchers))
  expect(booked(ledger.flat())).toEqual(expectedBooks(approved, demoMapping))
})

async function publish(count: number, prefix: string): Promise<void> {
  const { session, approvals } = given()
  const records = approvals(organizations, count, prefix)
  approved.push(...records)
  await session.producer.publish(records)
}

/** From now on Business Central books, and is slow to say so: whoever is killed then never hears it. */
async function answersLate(): Promise<void> {
  const ledger = given().session.ledgerOf('business-central')
  await ledger.clearFaults()
  const params = { delayMs: 500, when: 'after' }
  await ledger.addFaults([{ operation: 'journals.post', kind: 'slow', params }])
}
const unanswered = () => given().fired('slow')
const often = { timeout: 120_000, interval: 20 }

const inLedger = () => given().session.ledger.count()
const allPosted = () => ({ posted: approved.length })
/** How many records are shown with each status; those that no record has are left out. */
async function shown(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { sums } of await Promise.all(organizations.map(given().status)))
    for (const [status, { count }] of Object.entries(sums))
      if (count > 0) counts[status] = (counts[status] ?? 0) + count
  return counts
}

test('two replicas of the orchestrator and of the adapter share the work, while one of each is killed', async () => {
  const { stack } = given()
  await using orchestrator = await stack.startReplica('orchestrator')
  await using adapter = await stack.startReplica('dynamics-adapter')
  const { services } = stack.addresses()
  const settled = 'bilagsbro_records_settled_total{status="posted"'
  const flown = 'bilagsbro_posting_vouchers_total{outcome="posted"'
  const shares = () =>
    Promise.all([
      metric(services['orchestrator']!.url, settled),
      metric(orchestrator.url, settled),
      metric(services['dynamics-adapter']!.url, flown),
      metric(adapter.url, flown),
    ])
  for (let portion = 1; portion <= 10; portion++) {
    await publish(100, `portion-${portion}`)
    await expect.poll(inLedger, soon).toBeGreaterThan(approved.length - 100)
  }
  for (const share of await shares()) expect(share).toBeGreaterThan(0)

  await answersLate()
  await publish(1_000, 'surge')
  await expect.poll(unanswered, often).toBeGreaterThan(3)
  stack.kill('orchestrator', 'SIGKILL')
  stack.kill(adapter.name, 'SIGKILL')
  expect(await inLedger()).toBeLessThan(2_000)

  await expect.poll(shown, soon).toEqual(allPosted())
  expect(stack.restarts('orchestrator')).toBe(1)
  expect(stack.restarts(adapter.name)).toBe(1)
})

test('every service is killed once while records flow, and each record has one voucher', async () => {
  const { stack } = given()
  const killed = [
    'status-query',
    'orchestrator',
    'config',
    'dynamics-adapter',
    'identity-provider',
  ] as const
  const before = killed.map((name) => stack.restarts(name))
  for (const name of killed) {
    await answersLate()
    await publish(100, `kill-${name}`)
    await expect.poll(unanswered, often).toBeGreaterThan(0)
    stack.kill(name, 'SIGKILL')
  }
  await expect.poll(shown, soon).toEqual(allPosted())
  await stack.ready()
  expect(killed.map((name) => stack.restarts(name))).toEqual(before.map((count) => count + 1))
})

test('without their databases, three services rebuild them from Kafka and the ledger', async () => {
  const { stack } = given()
  const adminUrl = stack.addresses().postgres.url
  const databases = lost.map((name) => {
    const { pathname, password } = new URL(stack.databaseUrl(name))
    return { name: pathname.slice(1), password: decodeURIComponent(password) }
  })
  const vouchers = await inLedger()
  await Promise.all(lost.map((name) => stack.stop(name)))
  await dropDatabases(
    adminUrl,
    databases.map(({ name }) => name),
  )
  await createDatabases(adminUrl, databases)
  await Promise.all(lost.map((name) => stack.start(name)))

  await expect.poll(shown, soon).toEqual(allPosted())
  for (const [service, status] of [
    ['orchestrator', 'record.status'],
    ['dynamics-adapter', 'posting.state'],
  ] as const) {
    const [table] = status.split('.')
    const sql = `select count(*)::int as posted from ${table} where ${status} = 'posted'`
    await expect.poll(() => given().query(service, sql, []), soon).toEqual([allPosted()])
  }
  expect(await inLedger()).toBe(vouchers)

  await publish(100, 'afterwards')
  await expect.poll(shown, soon).toEqual(allPosted())
})

test('databases that are restored from an older backup catch up, and book nothing twice', async () => {
  const { stack, organization, approvals, session, vouchers, status } = given()
  await session.ledgerOf('business-central').clearFaults()
  const id = await organization('restored')
  const own: RecordApproved[] = []
  const publishOwn = async (count: number, prefix: string) => {
    const records = approvals([id], count, prefix)
    own.push(...records)
    await session.producer.publish(records)
  }
  const posted = async () => (await status(id)).sums['posted']?.count
  const copies = databaseCopies(stack)
  const stop = () => Promise.all(lost.map((name) => stack.stop(name)))
  const start = () => Promise.all(lost.map((name) => stack.start(name)))

  await publishOwn(500, 'before')
  // In the middle of it: the backup holds flights in the air and messages in outboxes.
  await expect.poll(async () => (await vouchers(id)).length, soon).toBeGreaterThan(50)
  await stop()
  for (const name of lost) await copies.keep(name)
  await start()
  await publishOwn(100, 'between')
  await expect.poll(posted, soon).toBe(600)

  await stop()
  for (const name of lost) {
    await copies.putBack(name)
    await copies.forget(name)
  }
  for (const name of lost) await given().query(name, runbook(), [])
  await start()
  await expect.poll(posted, soon).toBe(600)
  await publishOwn(50, 'after')
  await expect.poll(posted, soon).toBe(650)
  expect(booked(await vouchers(id))).toEqual(expectedBooks(own, demoMapping))
})

/** The statement that the runbook tells a person to run. */
function runbook(): string {
  const file = join(repositoryRoot, 'docs/runbooks/restore-a-database.md')
  return /```sql\s([^`]+)```/.exec(readFileSync(file, 'utf8'))![1]!
}

/** The value of one line of a service's metrics; 0 while it is not there. */
async function metric(url: string, name: string): Promise<number> {
  const { body } = await request(`${url}/metrics`)
  const line = (await body.text()).split('\n').find((one) => one.startsWith(name))
  return Number(line?.split(' ').at(-1) ?? 0)
}
