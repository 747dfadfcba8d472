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

/** A webhook that answers with a status other than 204 while it is away, and keeps the keys of what it took and of what it was asked. */
function createWebhook() {
  const taken: string[] = []
  const asked: string[] = []
  const state = { status: 204 }
  let server: Server | undefined
  return {
    taken,
    asked,
    state,
    async open(port = 0): Promise<number> {
      server = createServer((request, response) => {
        const key = String(request.headers['idempotency-key'])
        const { status } = state
        asked.push(key)
        request.resume().on('end', () => {
          if (status === 204) taken.push(key)
          response.writeHead(status).end()
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
  const resolve = (...alerts: object[]) =>
    topics.produce(
      AlertResolved,
      alerts.map((one) => ({ ...goldenExample(AlertResolved).value, ...one }) as AlertResolved),
    )
  const longAgo = { at: '2020-01-01T00:00:00Z' }

  webhook.state.status = 503
  await topics.produceRaw(AlertRaised.topic, [{ key: 'empty' }, { value: 'no alert' }])
  // What was told long ago is news while it is open, and once.
  await raise(alert('long-ago', 1, longAgo), alert('open', 1, longAgo), alert('open', 2, longAgo))
  await resolve(alert('long-ago', 2, longAgo))
  await raise(alert('a', 1))
  const kill = program.start(env)
  await expect.poll(() => webhook.asked.length, patience).toBeGreaterThanOrEqual(2)
  webhook.state.status = 204
  await expect.poll(() => webhook.taken, patience).toHaveLength(2)
  expect(webhook.taken.toSorted()).toEqual(['a/1', 'open/2'])

  // What a token that expired and an address that is away are answered with is no word on the alert.
  for (const status of [401, 403, 404]) {
    webhook.state.status = status
    await raise(alert('c', status))
    const timesAsked = () => webhook.asked.filter((key) => key === `c/${status}`).length
    await expect.poll(timesAsked, patience).toBeGreaterThanOrEqual(2)
    webhook.state.status = 204
    await expect.poll(() => webhook.taken, patience).toContain(`c/${status}`)
  }
  // A no to one alert is.
  webhook.state.status = 422
  await raise(alert('d', 1))
  await expect.poll(() => webhook.asked, patience).toContain('d/1')
  webhook.taken.length = 0

  // Both die while an alert is on its way.
  webhook.state.status = 503
  await raise(alert('a', 2))
  await expect.poll(() => webhook.asked, patience).toContain('a/2')
  await webhook.kill()
  await kill('SIGKILL')
  const stop = program.start(env)
  webhook.state.status = 204
  await webhook.open(port)
  await expect.poll(() => webhook.taken, patience).toEqual(['a/2'])

  // What comes again, comes late or calls nobody is left out.
  await raise(alert('a', 1), alert('a', 2))
  await topics.produce(AlertUpdated, [
    { ...alert('a', 3, { notify: false }), change: 'acknowledged' } as AlertUpdated,
  ])
  await resolve(alert('a', 4))
  await expect.poll(() => webhook.taken, patience).toContain('a/4')
  await raise(alert('b', 1))
  await expect.poll(() => webhook.taken, patience).toContain('b/1')
  expect(webhook.taken).toEqual(['a/2', 'a/4', 'b/1'])
  await stop('SIGTERM')
  await webhook.kill()
})
