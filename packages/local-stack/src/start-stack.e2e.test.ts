import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { request } from 'undici'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { chooseInfrastructure } from './infrastructure-choice.ts'
import { livingProcesses } from './process-records.ts'
import { processIdentity } from './process-identity.ts'
import type { StackFile } from './stack-file.ts'
import { startStack, type Stack } from './start-stack.ts'
import { createTemporaryFolder, recordsIn } from './temporary-folder.ts'
import { tellStory } from './story/tell-story.ts'
import { createApi } from './testing/api.ts'
import { withBusinessCentralAlone } from './testing/business-central-alone.ts'
import { until } from './until.ts'

// These kill the servers: they need their own, whatever other tests are given.
vi.stubEnv('DATABASE_URL', '')
vi.stubEnv('KAFKA_BROKERS', '')
const servers = await chooseInfrastructure(process.env).catch(() => undefined)
beforeEach(({ skip }) => skip(servers?.kafka.kind !== 'embedded', 'needs servers of its own'))

async function folder(): Promise<string> {
  const created = await createTemporaryFolder('e2e')
  onTestFinished(() => created[Symbol.asyncDispose]())
  return created.path
}

const readFile = (home: string) =>
  JSON.parse(readFileSync(join(home, 'stack.json'), 'utf8')) as StackFile

async function call(stack: Stack, method: 'GET' | 'PUT', path: string, body?: object) {
  const { statusCode, body: answer } = await request(
    stack.addresses().services['config']!.url + path,
    {
      method,
      headers: {
        authorization: `Bearer ${await stack.tokenFor('demo-global-admin')}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    },
  )
  return { statusCode, body: (await answer.json()) as Record<string, unknown> }
}

test('a stack starts ready, says where everything is, tells its story, heals, and leaves nothing behind', async () => {
  const home = await folder()
  const pids: number[] = []
  {
    await using stack = await startStack({ home, ports: 'free' })
    const file = readFile(home)
    expect(file).toEqual(stack.addresses())
    for (const { url } of Object.values(file.services)) {
      const { statusCode, body } = await request(`${url}/health/ready`)
      expect(await body.json()).toMatchObject({ status: 'ok' })
      expect(statusCode).toBe(200)
    }
    const { body } = await call(stack, 'GET', '/organizations')
    expect(body['rows']).toMatchObject([
      { organizationId: 'blindeforbundet', connectorType: 'xledger', enabled: true },
      { organizationId: 'hlf', connectorType: 'dynamics', enabled: true },
      { organizationId: 'medlemsforbundet', connectorType: 'rest', enabled: true },
    ])

    await seeTheStory(stack)

    const killed = stack.pid('orchestrator')
    stack.kill('orchestrator', 'SIGKILL')
    expect(await until(() => stack.restarts('orchestrator') === 1, { deadlineMs: 60_000 })).toBe(
      true,
    )
    await stack.ready()
    expect(readFile(home).services['orchestrator']!.pid).toBe(stack.pid('orchestrator'))
    expect(stack.pid('orchestrator')).not.toBe(killed)

    pids.push(...stack.names.map((name) => stack.pid(name)!))
    expect(pids).toHaveLength(13)
  }
  expect(existsSync(join(home, 'stack.json'))).toBe(false)
  expect(pids.filter((pid) => processIdentity(pid) !== undefined)).toEqual([])
})

/** What the demo organisations are meant to show is there. */
async function seeTheStory(stack: Stack): Promise<void> {
  const said: string[] = []
  const { signal } = new AbortController()
  await tellStory(stack, { report: (line) => said.push(line), signal })
  expect(said).toEqual(['The demo organisations have something to show'])
  const { status } = createApi(stack)
  const shown: Record<string, object> = {
    hlf: { errorCount: 0, health: { level: 'green' } },
    nord: { errorCount: 37, pendingCount: 5 },
    vest: { connector: { enabled: false }, waitingByReason: [{ reason: 'connector_disabled' }] },
    sor: { waitingByReason: [{ reason: 'connector_suspended' }], sums: { in_doubt: { count: 1 } } },
    ost: { waitingByReason: [{ reason: 'awaiting_run' }] },
    innlandet: { sums: { delivered: { count: 9 } } },
    midt: { waitingByReason: [{ reason: 'period_closed', count: 3 }] },
    ny: { pendingCount: 6 },
  }
  for (const [organization, expected] of Object.entries(shown))
    await vi.waitFor(async () => expect(await status(organization)).toMatchObject(expected), {
      timeout: 60_000,
      interval: 500,
    })
}

test('PostgreSQL and Kafka come back on their data when they are killed', async () => {
  await using stack = await startStack({
    fresh: true,
    services: ['identity-provider', 'config'],
    organizations: () => [],
  })
  await call(stack, 'PUT', '/organizations/kept', { name: 'Kept' })
  for (const name of ['postgres', 'kafka']) {
    stack.kill(name, 'SIGKILL')
    expect(await until(() => stack.restarts(name) > 0, { deadlineMs: 60_000 })).toBe(true)
  }
  await stack.ready()
  expect((await call(stack, 'GET', '/organizations/kept/connector')).body['name']).toBe('Kept')
})

test('a stack that was killed starts again on its old data, and ends what was left running', async () => {
  const home = await folder()
  const { supervisor, secret } = await startInAnotherProcess(home)
  const left = livingProcesses(recordsIn(join(home, 'data')))
  process.kill(supervisor, 'SIGKILL')
  // Half of the stack is killed, too; the other half goes on without anybody.
  for (const { name, pid } of left)
    if (['postgres', 'kafka', 'orchestrator'].includes(name)) process.kill(pid, 'SIGKILL')

  const said: string[] = []
  await using stack = await startStack({
    ...withBusinessCentralAlone,
    home,
    ports: 'free',
    report: (line) => said.push(line),
  })
  expect(said.find((line) => line.includes('an earlier stack left running'))).toContain('config')
  expect(said.join()).not.toContain('Entered the organisations')
  expect(left.filter(({ pid }) => processIdentity(pid) !== undefined)).toEqual([])
  expect(stack.addresses().oidc.users['demo-admin-hlf']!.clientSecret).toBe(secret)
  expect((await call(stack, 'GET', '/organizations/hlf/connector')).statusCode).toBe(200)
})

test('a second stack on the same data is refused, and says which one runs', async () => {
  const home = await folder()
  await using _first = await startStack({ home, ports: 'free', services: ['identity-provider'] })
  const second = run(home, `services: ['identity-provider']`)
  let said = ''
  second.stderr.on('data', (text) => (said += text))
  await new Promise((resolve) => second.once('close', resolve))
  expect(said).toContain(`already (process ${process.pid})`)
})

async function startInAnotherProcess(home: string) {
  const child = run(home, '...withBusinessCentralAlone')
  const up = () => existsSync(join(home, 'stack.json')) || child.exitCode !== null
  await until(up, { deadlineMs: 90_000 })
  const file = readFile(home)
  return { supervisor: file.pid, secret: file.oidc.users['demo-admin-hlf']!.clientSecret }
}

function run(home: string, options: string) {
  const module = (file: string) => pathToFileURL(join(import.meta.dirname, file)).href
  const code = `const { startStack } = await import('${module('start-stack.ts')}')
    const { withBusinessCentralAlone } = await import('${module('testing/business-central-alone.ts')}')
    await startStack({ home: '${home}', ports: 'free', ${options} })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
