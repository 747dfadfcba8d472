import { fixedClock } from '@bilagsbro/kernel/clock'
import { err, ok } from '@bilagsbro/kernel/result'
import { expect, test } from 'vitest'
import { createConnections } from './connections.ts'
import type { Connection } from './ports/accounting-system.ts'

const connection: Connection = {
  organizationId: 'hlf',
  targetFingerprint: 'ledger-1',
  credentialsVersion: 3,
  target: {},
  secrets: { key: 'right' },
}
const system = { principalOf: () => 'client-1' }

test('a connection is forgotten a minute after it was read', async () => {
  const clock = fixedClock()
  const connections = createConnections({ connectionOf: async () => ok(connection) }, system, clock)
  expect(connections.get('hlf')).toBeUndefined()
  await connections.read('hlf')
  clock.advance(59_999)
  expect(connections.get('hlf')).toBe(connection)
  clock.advance(1)
  expect(connections.get('hlf')).toBeUndefined()
})

test('a connection that was just read serves whatever version it was read for', async () => {
  const connections = createConnections(
    { connectionOf: async () => ok(connection) },
    system,
    fixedClock(),
  )
  await connections.read('hlf')
  expect(connections.serves('hlf')).toBe(3)
  await connections.read('hlf', 5)
  expect(connections.serves('hlf')).toBe(5)
})

test('a connection that is gone is no longer used', async () => {
  let there = true
  const source = { connectionOf: async () => (there ? ok(connection) : err('missing' as const)) }
  const connections = createConnections(source, system, fixedClock())
  await connections.read('hlf')
  there = false
  expect(await connections.read('hlf')).toMatchObject({ error: { code: 'connection.missing' } })
  expect(connections.get('hlf')).toBeUndefined()
})

test('a target that the accounting system cannot read is refused, and thrown at nobody', async () => {
  const confused = {
    principalOf(): string {
      throw new Error('no tenant')
    },
  }
  const connections = createConnections(
    { connectionOf: async () => ok(connection) },
    confused,
    fixedClock(),
  )
  expect(await connections.read('hlf')).toMatchObject({ error: { code: 'connection.unusable' } })
  expect(connections.get('hlf')).toBeUndefined()
})
