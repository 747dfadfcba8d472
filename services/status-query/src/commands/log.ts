import { parseArgs } from 'node:util'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { connectKafka } from '@bilagsbro/messaging/connection'
import { createReadEvents } from '@bilagsbro/messaging/read-events'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { openDatabase } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { commonSettings, readSettings, SettingsError } from '@bilagsbro/service-kit/settings'
import { Type } from 'typebox'
import { createErase } from '#audit/erase.ts'
import { createReadHeads } from '#audit/published-heads.ts'
import { openSealKey } from '#audit/seal-key.ts'
import { createVerify } from '#audit/verify.ts'
import { migrations } from '../migrations/migrations.ts'
import { settings as ofService } from '../settings.ts'
import { tables } from '../tables.ts'
import { CommandError, runningStack } from './stack.ts'

const usage = `npm run log -- verify --organization O                                  whether the log is as it was sealed and published
npm run log -- erase  --organization O --record R --by USER --basis B     erases what is kept of a record beside the lines
Each takes --json. The settings are those of status-query: DATABASE_OWNER_URL, KAFKA_BROKERS, KAFKA_TOPIC_PREFIX and
SEAL_KEY_FILE; without SEAL_KEY_FILE, those of the stack that runs in this checkout. Only the owner of the database erases.`

const { KAFKA_BROKERS, KAFKA_TOPIC_PREFIX } = commonSettings
const { DATABASE_OWNER_URL, SEAL_KEY_FILE } = ofService.properties
const settings = Type.Object({
  KAFKA_BROKERS,
  KAFKA_TOPIC_PREFIX,
  DATABASE_OWNER_URL,
  SEAL_KEY_FILE,
})

const write = (text: string): void => void process.stdout.write(`${text}\n`)

try {
  const given = parsed()
  const env = readSettings(settings, process.env['SEAL_KEY_FILE'] ? process.env : fromStack())
  const orm = await openDatabase({ url: env.DATABASE_OWNER_URL, tables, migrations, poolSize: 2 })
  try {
    await withinScope('all', () =>
      given.command === 'verify' ? verify(given, env, orm) : erase(given, orm),
    )
  } finally {
    await orm.close()
  }
} catch (thrown) {
  const error = thrown as Error
  const isExpected = error instanceof CommandError || error instanceof SettingsError
  process.stderr.write(`${isExpected ? error.message : error.stack}\n`)
  process.exitCode = 1
}

type Given = ReturnType<typeof parsed>
type Orm = Parameters<typeof createVerify>[0]
interface Env {
  readonly KAFKA_BROKERS: string
  readonly KAFKA_TOPIC_PREFIX: string
  readonly SEAL_KEY_FILE: string
}

async function verify({ organization, json }: Given, env: Env, orm: Orm): Promise<void> {
  const connection = connectKafka({
    brokers: env.KAFKA_BROKERS,
    topicPrefix: env.KAFKA_TOPIC_PREFIX,
    clientId: 'bilagsbro-command',
    logger: createLogger('command', 'silent'),
  })
  const key = await openSealKey(env.SEAL_KEY_FILE, false)
  const readHeads = createReadHeads(createReadEvents(connection), key)
  const verified = await createVerify(orm, readHeads)(organization)
  const { intact, fault, entries, seals, published } = verified
  const until = published ? `published up to entry ${published.entries}` : 'nothing is published'
  const place = Object.entries(fault ?? {}).map(([name, value]) => `${name} ${value}`)
  if (json) write(JSON.stringify(verified))
  else if (intact)
    write(`${organization}: ${entries} entries in ${seals} seals are as sealed; ${until}.`)
  else write(`${organization}: NOT AS SEALED: ${place.join(', ')}.`)
  if (!intact) process.exitCode = 1
}

async function erase({ organization, record, by, basis, json }: Given, orm: Orm): Promise<void> {
  const erased = await createErase(
    orm,
    clock,
  )({
    organizationId: organization,
    recordId: record,
    by,
    basis,
  })
  if (!erased.ok) throw new CommandError(`${erased.error.code}: ${erased.error.message}`)
  if (json) write(JSON.stringify({ erased: erased.value }))
  else
    write(`Erased what was kept of ${record} with ${erased.value.length} entries, and logged it.`)
}

function parsed() {
  const { positionals, values } = parse()
  const { organization = '', record = '', by = '', basis = '', json } = values
  const command = positionals.length === 1 ? positionals[0]! : ''
  const isWhole = command === 'verify' ? !(record || by || basis) : !!(record && by && basis)
  if (!['verify', 'erase'].includes(command) || !organization || !isWhole)
    throw new CommandError(usage)
  return { command, organization, record, by, basis, json }
}

function parse() {
  try {
    const text = { type: 'string' } as const
    return parseArgs({
      allowPositionals: true,
      options: {
        organization: text,
        record: text,
        by: text,
        basis: text,
        json: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n\n${usage}`, { cause: error })
  }
}

function fromStack(): Record<string, string> {
  const { kafka, log } = runningStack('DATABASE_OWNER_URL, KAFKA_BROKERS and SEAL_KEY_FILE')
  return {
    KAFKA_BROKERS: kafka.brokers,
    KAFKA_TOPIC_PREFIX: kafka.topicPrefix,
    DATABASE_OWNER_URL: log.databaseOwnerUrl,
    SEAL_KEY_FILE: log.sealKeyFile,
  }
}
