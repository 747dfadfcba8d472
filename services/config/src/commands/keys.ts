import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { table } from '@bilagsbro/messaging/commands/table'
import { openDatabase } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { commonSettings, readSettings, SettingsError } from '@bilagsbro/service-kit/settings'
import { Type } from 'typebox'
import { keepKeyFile, openKeyFile } from '@bilagsbro/service-kit/keys/key-file'
import { createVault } from '#adapters/keys/vault.ts'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { createPostgresSecretStore } from '#adapters/postgres/secret-store.ts'
import { appendOnly, tables } from '#adapters/postgres/tables.ts'
import { createListKeys, createRetireKey, createRotateKeys } from '#application/rotate-keys.ts'
import { settings as ofService } from '../settings.ts'

const usage = `npm run keys -- list              the key-encryption keys, and how many secrets are under each
npm run keys -- rotate            makes a new key and brings every secret under it, while everything runs
npm run keys -- retire --id KEY   forgets a key that nothing is under any more
Each takes --json. The settings are those of the config service: DATABASE_URL, DATABASE_OWNER_URL and KEY_FILE;
without KEY_FILE, those of the stack that runs in this checkout.`

const { DATABASE_URL } = commonSettings
const { DATABASE_OWNER_URL, KEY_FILE } = ofService.properties
const settings = Type.Object({ DATABASE_URL, DATABASE_OWNER_URL, KEY_FILE })

/** A mistake that the person who typed the command can put right. */
class CommandError extends Error {}

const write = (text: string): void => void process.stdout.write(`${text}\n`)

try {
  const { command, id, json } = parsed()
  await withinScope('all', () => run(command, id, json))
} catch (thrown) {
  const error = thrown as Error
  const isExpected = error instanceof CommandError || error instanceof SettingsError
  process.stderr.write(`${isExpected ? error.message : error.stack}\n`)
  process.exitCode = 1
}

function parsed() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { id: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
    return { command: positionals.length === 1 ? positionals[0]! : '', ...values }
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n\n${usage}`, { cause: error })
  }
}

async function run(command: string, id: string | undefined, json: boolean): Promise<void> {
  if (!['list', 'rotate', 'retire'].includes(command)) throw new CommandError(usage)
  if ((command === 'retire') !== (id !== undefined))
    throw new CommandError(`--id goes with retire, which needs it.\n\n${usage}`)
  const env = readSettings(settings, process.env['KEY_FILE'] ? process.env : fromStack())
  const vault = createVault(await openKeyFile(env.KEY_FILE, false))
  const orm = await openDatabase({
    url: env.DATABASE_URL,
    ownerUrl: env.DATABASE_OWNER_URL,
    tables,
    migrations,
    appendOnly,
    poolSize: 2,
  })
  try {
    const keys = keepKeyFile(env.KEY_FILE, clock)
    const ports = { keys, secrets: createPostgresSecretStore(orm), vault, clock }
    if (command === 'list') await list(ports, json)
    else if (command === 'rotate') await rotate(ports, json)
    else await retire(ports, id!, json)
  } finally {
    await orm.close()
  }
}

type Ports = Parameters<typeof createRotateKeys>[0]

async function list(ports: Ports, json: boolean) {
  const keys = await createListKeys(ports)()
  if (json) return write(JSON.stringify({ keys }))
  write(
    table(
      ['key', 'state', 'secrets', 'replaced'],
      keys.map(({ id, current, present, secrets, replacedAt }) => [
        id,
        current ? 'current' : present ? 'opens' : 'missing',
        String(secrets),
        replacedAt ?? '',
      ]),
    ),
  )
}

async function rotate(ports: Ports, json: boolean) {
  const rotated = valueOf(await createRotateKeys(ports)())
  const { current, resumed, rewrapped, unreadable } = rotated
  if (json) write(JSON.stringify(rotated))
  else {
    write(`${resumed ? 'Went on under' : 'Made'} the key ${current}; it is current.`)
    write(`${rewrapped} secrets brought under it, ${unreadable.length} do not open.`)
    for (const { organizationId, field } of unreadable) write(`  ${organizationId}  ${field}`)
  }
  if (unreadable.length > 0) process.exitCode = 1
}

async function retire(ports: Ports, id: string, json: boolean) {
  const retired = valueOf(await createRetireKey(ports)(id))
  write(json ? JSON.stringify(retired) : `The key ${id} is forgotten.`)
}

function valueOf<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value
  throw new CommandError(`${result.error.code}: ${result.error.message}`)
}

function fromStack(): Record<string, string> {
  try {
    const file = join(import.meta.dirname, '../../../../.bilagsbro/stack.json')
    const { vault } = JSON.parse(readFileSync(file, 'utf8')) as {
      vault: { databaseUrl: string; databaseOwnerUrl: string; keyFile: string }
    }
    return {
      DATABASE_URL: vault.databaseUrl,
      DATABASE_OWNER_URL: vault.databaseOwnerUrl,
      KEY_FILE: vault.keyFile,
    }
  } catch (cause) {
    throw new CommandError(
      'No stack runs here. Start one with `npm start`, or set DATABASE_URL, DATABASE_OWNER_URL and KEY_FILE.',
      { cause },
    )
  }
}
