import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { connectKafka } from '@bilagsbro/messaging/connection'
import { createReadEvents } from '@bilagsbro/messaging/read-events'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { openDatabase } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { commonSettings, readSettings, SettingsError } from '@bilagsbro/service-kit/settings'
import { Type } from 'typebox'
import { createArchive } from '#audit/archives/archive.ts'
import { createReleaseRestored } from '#audit/archives/release-restored.ts'
import { createRestore } from '#audit/archives/restore.ts'
import { createErase } from '#audit/erase.ts'
import { createReadHeads } from '#audit/published-heads.ts'
import { openSealKey, type SealKey } from '#audit/seal-key.ts'
import { createVerify } from '#audit/verify.ts'
import { migrations } from '../migrations/migrations.ts'
import { settings as ofService } from '../settings.ts'
import { tables } from '../tables.ts'
import { CommandError, runningStack } from './stack.ts'

const usage = `npm run log -- verify  --organization O [--archives FOLDER]                      whether the log is as it was sealed and published
npm run log -- erase   --organization O --record R --by USER --basis B [--archives FOLDER]
                                                                   erases what is kept of a record beside the lines
npm run log -- archive --before yyyy-mm --to FOLDER --by USER [--reason WHY]
                                                                   moves the months before one out of the database
npm run log -- restore --from yyyy-mm|earlier [--to yyyy-mm] --archives FOLDER --by USER
                                                                   puts archived months back
npm run log -- release --archives FOLDER --by USER                 takes them out again, as they are in the archives
Each takes --json. The settings are those of status-query: DATABASE_OWNER_URL, KAFKA_BROKERS, KAFKA_TOPIC_PREFIX and
SEAL_KEY_FILE; without SEAL_KEY_FILE, those of the stack that runs in this checkout. Only the owner of the database erases,
archives, restores and releases. A log that is younger than five years is archived only for a reason.`

const { KAFKA_BROKERS, KAFKA_TOPIC_PREFIX } = commonSettings
const { DATABASE_OWNER_URL, SEAL_KEY_FILE } = ofService.properties
const settings = Type.Object({
  KAFKA_BROKERS,
  KAFKA_TOPIC_PREFIX,
  DATABASE_OWNER_URL,
  SEAL_KEY_FILE,
})

const names = [
  ...(['organization', 'record', 'by', 'basis'] as const),
  ...(['archives', 'before', 'from', 'to', 'reason'] as const),
] as const
type Option = (typeof names)[number]
const none = Object.fromEntries(names.map((name) => [name, ''])) as Record<Option, string>

const write = (text: string): void => void process.stdout.write(`${text}\n`)

const run = { verify, erase, archive, restore, release }

/** What each command needs, and what it may have. */
const options = {
  verify: { needs: ['organization'], may: ['archives'] },
  erase: { needs: ['organization', 'record', 'by', 'basis'], may: ['archives'] },
  archive: { needs: ['before', 'to', 'by'], may: ['reason'] },
  restore: { needs: ['from', 'archives', 'by'], may: ['to'] },
  release: { needs: ['archives', 'by'], may: [] },
} as const satisfies Record<string, { needs: readonly Option[]; may: readonly Option[] }>

const isCommand = (name: string): name is keyof typeof run => Object.hasOwn(run, name)

try {
  const given = parsed()
  const env = readSettings(settings, process.env['SEAL_KEY_FILE'] ? process.env : fromStack())
  const orm = await openDatabase({ url: env.DATABASE_OWNER_URL, tables, migrations, poolSize: 2 })
  try {
    const key = await openSealKey(env.SEAL_KEY_FILE, false)
    await withinScope('all', () => run[given.command]({ given, env, orm, key }))
  } finally {
    await orm.close()
  }
} catch (thrown) {
  const error = thrown as Error
  const isExpected = error instanceof CommandError || error instanceof SettingsError
  process.stderr.write(`${isExpected ? error.message : error.stack}\n`)
  process.exitCode = 1
}

interface Work {
  readonly given: ReturnType<typeof parsed>
  readonly env: {
    readonly KAFKA_BROKERS: string
    readonly KAFKA_TOPIC_PREFIX: string
    readonly SEAL_KEY_FILE: string
  }
  readonly orm: Parameters<typeof createVerify>[0]
  readonly key: SealKey
}

async function verify({ given, env, orm, key }: Work): Promise<void> {
  const { organization, json } = given
  const connection = connectKafka({
    brokers: env.KAFKA_BROKERS,
    topicPrefix: env.KAFKA_TOPIC_PREFIX,
    clientId: 'bilagsbro-command',
    logger: createLogger('command', 'silent'),
  })
  const readHeads = createReadHeads(createReadEvents(connection), key)
  const verified = await createVerify(orm, readHeads, archivesOf(given, key))(organization)
  const { intact, fault, entries, seals, published, archived, archivesRead, before } = verified
  const until = published ? `published up to entry ${published.entries}` : 'nothing is published'
  const unread = archived > 0 && !archivesRead ? `; ${archived} are in archives, not read` : ''
  const outside = before > 0 ? `; ${before} from before the chain are in no seal` : ''
  const place = Object.entries(fault ?? {}).map(([name, value]) => `${name} ${value}`)
  if (json) write(JSON.stringify(verified))
  else if (intact)
    write(
      `${organization}: ${entries} entries in ${seals} seals are as sealed; ${until}${unread}${outside}.`,
    )
  else write(`${organization}: NOT AS SEALED: ${place.join(', ')}.`)
  if (!intact) process.exitCode = 1
}

async function erase({ given, orm, key }: Work): Promise<void> {
  const { organization: organizationId, record: recordId, by, basis, json } = given
  const erase = createErase(orm, clock, archivesOf(given, key))
  const erased = valueOf(await erase({ organizationId, recordId, by, basis }))
  if (json) write(JSON.stringify({ erased }))
  else write(`Erased what was kept of ${recordId} with ${erased.length} entries, and logged it.`)
}

async function archive({ given, orm, key }: Work): Promise<void> {
  const { before, to: folder, by, reason, json } = given
  const archiving = { before, folder: resolve(folder), by, ...(reason && { reason }) }
  const archived = valueOf(await createArchive({ owner: orm, key, clock })(archiving))
  if (json) return write(JSON.stringify({ archived }))
  if (archived.length === 0) write(`Nothing is left from before ${before}.`)
  for (const { name, entries, setAside } of archived) {
    write(`${name}: ${entries} entries are archived, and read back.`)
    if (setAside) write(`  Another ${name} stood there. It is now ${setAside}: see what it is.`)
  }
}

async function restore({ given, orm, key }: Work): Promise<void> {
  const { from, to, archives, by, json } = given
  const restoring = { from, folder: resolve(archives), by, ...(to && { to }) }
  const restored = valueOf(await createRestore({ owner: orm, key, clock })(restoring))
  if (json) return write(JSON.stringify({ restored }))
  if (restored.length === 0) write('Nothing of it is missing in the log.')
  for (const { name, entries, left } of restored) {
    write(`${name}: ${entries} entries stand in the log again.`)
    if (left > 0) write(`  ${left} from before the chain that was lost stay in the archive.`)
  }
}

async function release({ given, orm, key }: Work): Promise<void> {
  const releasing = { folder: resolve(given.archives), by: given.by }
  const released = valueOf(await createReleaseRestored({ owner: orm, key, clock })(releasing))
  if (given.json) write(JSON.stringify({ released }))
  else write(`Released: ${released.join(', ') || 'nothing was put back'}.`)
}

function archivesOf({ archives }: Work['given'], key: SealKey) {
  return archives ? { folder: resolve(archives), key } : undefined
}

function valueOf<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value
  throw new CommandError(`${result.error.code}: ${result.error.message}`)
}

function parsed() {
  const { positionals, values } = parse()
  const [command = ''] = positionals
  const { json, ...texts } = values
  const given = names.filter((name) => texts[name])
  if (positionals.length !== 1 || !isCommand(command)) throw new CommandError(usage)
  const { needs, may }: { needs: readonly Option[]; may: readonly Option[] } = options[command]
  const isWhole = needs.every((name) => given.includes(name))
  if (!isWhole || given.some((name) => !needs.includes(name) && !may.includes(name)))
    throw new CommandError(usage)
  const to = command === 'restore' ? texts.to : undefined
  const from = texts.from === 'earlier' ? undefined : texts.from
  const isMonth = (text: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
  if (![texts.before, from, to].every((text) => !text || isMonth(text)))
    throw new CommandError(usage)
  return { ...none, ...texts, command, json }
}

function parse() {
  try {
    const text = { type: 'string' } as const
    const texts = Object.fromEntries(names.map((name) => [name, text])) as Record<
      Option,
      typeof text
    >
    return parseArgs({
      allowPositionals: true,
      options: { ...texts, json: { type: 'boolean', default: false } },
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
