import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AlertRaised, AlertResolved, AlertUpdated } from '@bilagsbro/events/alert'
import { goldenExample } from '@bilagsbro/events/golden-example'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../../..')
const patience = { timeout: 60_000 }

/** A webhook that says no while `isAway`, and keeps the keys of what it took and of what it was asked. */
function createWebhook() {
  const taken: string[] = []
  const asked: string[] = []
  const state = { isAway: false }
  let server: Server | undefined
  return {
    taken,
    asked,
    state,
    async open(port = 0): Promise<number> {
      server = createServer((request, response) => {
        const key = String(request.headers['idempotency-key'])
        asked.push(key)
        request.resume().on('end', () => {
          if (!state.isAway) taken.push(key)
          response.writeHead(state.isAway ? 503 : 204).end()
        })
      }).listen(port, '127.0.0.1')
      await once(server, 'listening')
      return (server.address() as AddressInfo).port
    },
    async kill(): Promise<void> {
      const closed = server && once(server, 'close')
      server?.close().closeAllConnections()
      await closed
    },
  }
}

/** The program in a folder of its own with kafkajs, as somebody else has it. */
async function installProgram() {
  const folder = await mkdtemp(join(tmpdir(), 'push-alerts-'))
  await copyFile(join(repository, 'docs/how-to/push-alerts.mjs'), join(folder, 'push-alerts.mjs'))
  await mkdir(join(folder, 'node_modules'))
  await symlink(
    join(repository, 'packages/messaging/node_modules/kafkajs'),
    join(folder, 'node_modules/kafkajs'),
  )
  return {
    start(env: Readonly<Record<string, string>>) {
      const child = spawn(process.execPath, ['push-alerts.mjs'], {
        cwd: folder,
        env,
        stdio: process.env['SHOW_LOGS'] ? 'inherit' : 'ignore',
      })
      const ended = once(child, 'exit')
      return async (signal: NodeJS.Signals) => {
        child.kill(signal)
        await ended
      }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

test('docs/how-to/push-alerts.mjs pushes each alert that calls somebody once, through a webhook that is away and through its own death', async () => {
  await using topics = await createTestTopics({
    topics: [AlertRaised.topic, AlertUpdated.topic, AlertResolved.topic],
  })
  await using program = await installProgram()
  const webhook = createWebhook()
  const port = await webhook.open()
  const env = {
    KAFKA_BROKERS: topics.brokers,
    KAFKA_TOPIC_PREFIX: topics.prefix,
    WEBHOOK_URL: `http://127.0.0.1:${port}/alerts`,
  }
  const at = new Date().toISOString()
  const alert = (alertId: string, sequence: number, changed: object = {}) => ({
    ...goldenExample(AlertRaised).value,
    alertId,
    sequence,
    at,
    ...changed,
  })
  const raise = (...alerts: object[]) => topics.produce(AlertRaised, alerts as AlertRaised[])

  webhook.state.isAway = true
  await raise(alert('long-ago', 1, { at: '2020-01-01T00:00:00Z' }), alert('a', 1))
  const kill = program.start(env)
  await expect.poll(() => webhook.asked.length, patience).toBeGreaterThanOrEqual(2)
  webhook.state.isAway = false
  await expect.poll(() => webhook.taken, patience).toEqual(['a/1'])

  // Both die while an alert is on its way.
  webhook.state.isAway = true
  await raise(alert('a', 2))
  await expect.poll(() => webhook.asked, patience).toContain('a/2')
  await webhook.kill()
  await kill('SIGKILL')
  const stop = program.start(env)
  webhook.state.isAway = false
  await webhook.open(port)
  await expect.poll(() => webhook.taken, patience).toEqual(['a/1', 'a/2'])

  // What comes again, comes late or calls nobody is left out.
  await raise(alert('a', 1), alert('a', 2))
  await topics.produce(AlertUpdated, [
    { ...alert('a', 3, { notify: false }), change: 'acknowledged' } as AlertUpdated,
  ])
  const { value } = goldenExample(AlertResolved)
  await topics.produce(AlertResolved, [
    { ...(value as AlertResolved), alertId: 'a', sequence: 4, at, notify: true },
  ])
  await expect.poll(() => webhook.taken, patience).toContain('a/4')
  await raise(alert('b', 1))
  await expect.poll(() => webhook.taken, patience).toContain('b/1')
  expect(webhook.taken).toEqual(['a/1', 'a/2', 'a/4', 'b/1'])
  await stop('SIGTERM')
  await webhook.kill()
})
