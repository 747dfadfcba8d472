import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { compileCache } from '@bilagsbro/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepKeyFile, openKeyFile } from '@bilagsbro/service-kit/keys/key-file'
import { createVault } from '#adapters/keys/vault.ts'
import { createPostgresSecretStore } from '#adapters/postgres/secret-store.ts'
import { createRetireKey, createRotateKeys } from '#application/rotate-keys.ts'
import { inScope } from '#testing/in-scope.ts'
import { draft } from '#testing/examples.ts'
import { createAdministrator, startTestService } from '#testing/service.ts'

const folder = await mkdtemp(join(tmpdir(), 'keys-'))
const keyFile = join(folder, 'keys.json')
const service = await startTestService({ keyFile })
afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const { call, organization, connection } = createAdministrator(service)
const secrets = inScope(createPostgresSecretStore(service.database.orm))
const ids = Array.from({ length: 12 }, (_, at) => `vault-${at}`)
/** Enough that bringing all of them under a key takes several batches. */
const copies = 450

function run(...given: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'keys.ts'), ...given], {
    env: {
      ...compileCache(),
      DATABASE_URL: service.database.url,
      DATABASE_OWNER_URL: service.database.ownerUrl,
      KEY_FILE: keyFile,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]).then(
    ([stdout, stderr, [code]]) => ({ stdout, stderr, code: code as number | null }),
  )
  return { child, ended }
}
const keys = async (...given: string[]) => {
  const { stdout, stderr, code } = await run(...given, '--json').ended
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!)
}
const current = async () =>
  (await keepKeyFile(keyFile, clock).list()).find((key) => key.current)!.id

const bulk = (at: number) => ({
  organizationId: 'bulk',
  connector: 'dynamics',
  field: `copy-${at}`,
  version: 1,
})

beforeAll(async () => {
  for (const id of [...ids, 'bulk']) await organization(id, 'connector')
  const vault = createVault(await openKeyFile(keyFile, false))
  for (let at = 0; at < copies; at++) {
    const sealed = JSON.stringify(await vault.seal(bulk(at), `canary-4711-${at}`))
    await withinScope('all', () =>
      service.database.orm.em
        .fork()
        .execute(
          `insert into secret (organization_id, field, version, set_at, set_by, sealed) values ('bulk', ?, 1, now(), 'somebody', ?)`,
          [bulk(at).field, sealed],
        ),
    )
  }
})

/** As soon as some secrets are under another key than the others are. */
async function killAmidst(child: ChildProcess) {
  const before = await current()
  while (child.exitCode === null) {
    const now = await current()
    const moved = (await secrets.counts()).find(({ keyId }) => keyId === now)?.secrets ?? 0
    if ((now !== before || moved > 0) && moved < copies) return child.kill('SIGKILL')
  }
  return false
}

/** Reads and renews secrets until it is stopped; gives what was answered last for each organisation. */
function load() {
  const last = new Map(ids.map((id) => [id, draft.secrets['clientSecret']!]))
  const faults: unknown[] = []
  const counts = { read: 0, written: 0 }
  let going = true
  const renew = async (id: string) => {
    const clientSecret = `renewed~${id}~${counts.written++}`
    const { status, text: answer } = await call(`PUT /organizations/${id}/connector`, {
      ...draft,
      secrets: { clientSecret },
    })
    if (status === 200) last.set(id, clientSecret)
    else faults.push(answer)
  }
  const read = async (id: string) => {
    const { status, text: answer, json } = await connection(id)
    if (status !== 200 || json().secrets.clientSecret !== last.get(id)) faults.push(answer)
    counts.read++
  }
  const workers = [0, 1, 2].map(async (worker) => {
    // No two workers write the same organisation: each knows what it must read.
    const mine = ids.filter((_, at) => at % 3 === worker)
    for (let turn = 0; going; turn++) {
      const id = mine[turn % mine.length]!
      if (turn % 3 === 0) await renew(id)
      // Stores what it read a moment ago, which must not bring an earlier key back.
      const cron = turn % 2 === 0 ? '0 6 * * *' : null
      if (turn % 3 === 1) await call(`PUT /organizations/${id}/connector/schedule`, { cron })
      await read(id)
    }
  })
  return {
    counts,
    faults,
    async stop() {
      going = false
      await Promise.all(workers)
      return last
    },
  }
}

describe('rotation', () => {
  test('while secrets are read and written loses and exposes nothing, however often it is killed', async () => {
    const before = await current()
    const working = load()
    const outputs: string[] = []
    for (let kills = 0; kills < 4; kills++) {
      const { child, ended } = run('rotate', '--json')
      await killAmidst(child)
      const { stdout, stderr } = await ended
      outputs.push(stdout, stderr)
    }
    const rotated = await keys('rotate')
    expect(rotated).toMatchObject({ resumed: true, unreadable: [] })
    const last = await keys('rotate')
    expect(last).toMatchObject({ resumed: false, unreadable: [] })
    expect(last.rewrapped).toBeGreaterThan(copies)
    const saved = await working.stop()
    expect(working.faults).toEqual([])
    expect(working.counts.written).toBeGreaterThan(10)
    expect(working.counts.read).toBeGreaterThan(30)

    const now = await current()
    expect(now).not.toBe(before)
    // What was being sealed while the last key came is under the one before.
    if ((await secrets.counts()).length > 1) await keys('rotate')
    const { keys: listed } = await keys('list')
    for (const key of listed) {
      expect(key.secrets).toBe(key.current ? copies + ids.length + 1 : 0)
      if (!key.current) await keys('retire', '--id', key.id)
    }
    expect((await keys('list')).keys).toHaveLength(1)
    for (const id of ids)
      expect((await connection(id)).json().secrets.clientSecret).toBe(saved.get(id))
    const vault = createVault(await openKeyFile(keyFile, false))
    const rows = await secrets.underOthers('none', undefined, 1000)
    const opened = rows
      .filter(({ place }) => place.field.startsWith('copy-'))
      .map(async ({ place, sealed }) => vault.open(place, sealed))
    expect(new Set(await Promise.all(opened))).toEqual(
      new Set(Array.from({ length: copies }, (_, at) => `canary-4711-${at}`)),
    )
    outputs.push(JSON.stringify([rotated, last, listed]))
    const { keys: bytes } = JSON.parse(await readFile(keyFile, 'utf8'))
    for (const hidden of ['canary', 'renewed~', ...Object.values<string>(bytes)])
      expect(outputs.join('') + service.log.join('')).not.toContain(hidden)
  })

  test('is gone on with after a break between any two steps', async () => {
    const vault = createVault(await openKeyFile(keyFile, false))
    for (let step = 1; ; step++) {
      let taken = 0
      /** Dies before or after its step, as a process does. */
      const breaking = <T extends object>(port: T): T =>
        Object.fromEntries(
          Object.entries(port).map(([name, method]) => [
            name,
            async (...given: unknown[]) => {
              if (name === 'exclusively') return method(...given)
              if (++taken === step * 2 - 1) throw new Error('killed')
              const answer = await method(...given)
              if (++taken === step * 2) throw new Error('killed')
              return answer
            },
          ]),
        ) as T
      const ports = {
        keys: breaking(keepKeyFile(keyFile, clock)),
        secrets: breaking(secrets),
        vault,
        clock,
      }
      const rotate = createRotateKeys(ports)
      const isDone = await rotate().then(
        ({ ok }) => ok,
        () => false,
      )
      expect((await secrets.counts()).reduce((sum, { secrets: one }) => sum + one, 0)).toBe(
        copies + ids.length + 1,
      )
      for (const id of ids.slice(0, 2)) expect((await connection(id)).status).toBe(200)
      if (isDone) break
    }
    const { keys: listed } = await keys('list')
    for (const { id } of listed.filter((key: { current: boolean }) => !key.current))
      await keys('retire', '--id', id)
    expect((await secrets.counts()).map(({ keyId }) => keyId)).toEqual([await current()])
  })

  test('says which secrets do not open, and leaves them as they are', async () => {
    await organization('broken', 'connector')
    await withinScope('all', () =>
      service.database.orm.em
        .fork()
        .execute(
          `update secret set sealed = jsonb_set(sealed, '{kekId}', '"lost"') where organization_id = 'broken'`,
        ),
    )
    const { code, stdout } = await run('rotate').ended
    expect(code).toBe(1)
    expect(stdout).toContain('1 do not open')
    expect(stdout).toContain('broken  clientSecret')
    expect((await keys('list')).keys).toContainEqual({
      id: 'lost',
      current: false,
      present: false,
      secrets: 1,
    })
    await call('PUT /organizations/broken/connector', draft)
    expect((await connection('broken')).json().secrets).toEqual(draft.secrets)
  })
})

describe('a key', () => {
  test('is not retired while it is current, in use or unknown', async () => {
    const old = await current()
    const retire = createRetireKey({ keys: keepKeyFile(keyFile, clock), secrets, clock })
    expect(await retire(old)).toMatchObject({ error: { code: 'key.current' } })
    expect(await retire('no-such')).toMatchObject({ error: { code: 'key.not_found' } })
    await keepKeyFile(keyFile, clock).add()
    expect(await retire(old)).toMatchObject({ error: { code: 'key.in_use' } })
    expect((await connection(ids[0]!)).status).toBe(200)
    await keys('rotate')
    expect(await retire(old)).toEqual({ ok: true, value: { retired: old } })
    expect((await connection(ids[0]!)).status).toBe(200)
  })

  test('that is retired takes nothing from a process that has not heard of it', async () => {
    const before = (await connection('vault-1')).json()
    const stale = await current()
    // Still in the file: as where a replica has one that is not up to date.
    await withinScope('all', () =>
      service.database.orm.em
        .fork()
        .execute(`insert into closed_key (id, closed_at) values (?, now())`, [stale]),
    )
    const answer = await call('PUT /organizations/vault-1/connector', {
      ...draft,
      secrets: { clientSecret: 'under~a~retired~key' },
    })
    expect(answer.status).toBe(503)
    expect(answer.json()).toMatchObject({
      code: 'vault.key_retired',
      detail: expect.stringContaining('KEY_FILE'),
    })
    expect(answer.headers['retry-after']).toBe('5')
    expect(service.log.join('')).toContain('"event":"vault.key_retired"')
    expect((await connection('vault-1')).json()).toEqual(before)
    await keys('rotate')
    const again = await call('PUT /organizations/vault-1/connector', {
      ...draft,
      secrets: { clientSecret: 'under~the~next~key' },
    })
    expect(again.status).toBe(200)
  })

  test('is not rotated by two at once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const first = secrets.exclusively(async () => {
      await promise
      return {}
    })
    await expect
      .poll(async () => (await run('rotate').ended).stderr, { timeout: 120_000 })
      .toContain('key.busy')
    resolve()
    await first
    expect((await keys('rotate')).unreadable).toEqual([])
  })
})

test.each([
  [[], 'npm run keys -- list'],
  [['retire'], '--id goes with retire'],
  [['list', '--force'], '--force'],
])('the command with %j says how it is used', async (given, part) => {
  const { code, stderr } = await run(...given).ended
  expect(code).toBe(1)
  expect(stderr).toContain(part)
  expect(stderr).not.toContain('    at ')
})
