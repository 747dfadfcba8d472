import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { expect, test } from 'vitest'
import { databaseCopies } from './database-copies.ts'
import { demoMapping } from './demo-organizations.ts'
import { repositoryRoot } from './paths.ts'
import { booked, expectedBooks } from './testing/books.ts'
import { useStack } from './testing/test-stack.ts'

const given = useStack({ 'dynamics-adapter': { CALL_TIMEOUT_MS: '2000' } })
const soon = { timeout: 120_000, interval: 200 }
const restored = ['orchestrator', 'dynamics-adapter', 'status-query'] as const

test('databases that are restored from an older backup catch up, and book nothing twice', async () => {
  const { stack, organization, approvals, session, vouchers, status } = given()
  const id = await organization('restored')
  const approved: RecordApproved[] = []
  const publish = async (count: number, prefix: string) => {
    const records = approvals([id], count, prefix)
    approved.push(...records)
    await session.producer.publish(records)
  }
  const posted = async () => (await status(id)).sums['posted']?.count
  const copies = databaseCopies(stack)
  const stop = () => Promise.all(restored.map((name) => stack.stop(name)))
  const start = () => Promise.all(restored.map((name) => stack.start(name)))

  await publish(500, 'before')
  // In the middle of it: the backup holds flights in the air and messages in outboxes.
  await expect.poll(async () => (await vouchers(id)).length, soon).toBeGreaterThan(50)
  await stop()
  for (const name of restored) await copies.keep(name)
  await start()
  await publish(100, 'between')
  await expect.poll(posted, soon).toBe(600)

  await stop()
  for (const name of restored) {
    await copies.putBack(name)
    await copies.forget(name)
  }
  for (const name of restored) await given().query(name, runbook(), [])
  await start()
  await expect.poll(posted, soon).toBe(600)
  await publish(50, 'after')
  await expect.poll(posted, soon).toBe(650)
  expect(booked(await vouchers(id))).toEqual(expectedBooks(approved, demoMapping))
})

/** The statement that the runbook tells a person to run. */
function runbook(): string {
  const file = join(repositoryRoot, 'docs/runbooks/restore-a-database.md')
  return /```sql\s([^`]+)```/.exec(readFileSync(file, 'utf8'))![1]!
}
