import { parseArgs } from 'node:util'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { openDatabase } from '@bilagsbro/service-kit/postgres'
import { readSettings, SettingsError } from '@bilagsbro/service-kit/settings'
import { Type } from 'typebox'
import { rebuildReadModels, type Rebuilt } from '#rebuild/rebuild.ts'
import { migrations } from '../migrations/migrations.ts'
import { settings as ofService } from '../settings.ts'
import { tables } from '../tables.ts'
import { CommandError, runningStack } from './stack.ts'

const usage = `npm run read-models -- check      whether what the pages show is what the log tells
npm run read-models -- rebuild    makes it so, beside live writes
Each takes --json. DATABASE_OWNER_URL is the one of status-query; without it, that of the stack that runs in this checkout.`

const { DATABASE_OWNER_URL } = ofService.properties
const settings = Type.Object({ DATABASE_OWNER_URL })

const write = (text: string): void => void process.stdout.write(`${text}\n`)

try {
  const { command, json } = parsed()
  const isGiven = process.env['DATABASE_OWNER_URL'] !== undefined
  const env = readSettings(settings, isGiven ? process.env : stackSettings())
  // The shadows are seen by one connection alone.
  const owner = await openDatabase({
    url: env.DATABASE_OWNER_URL,
    tables,
    migrations,
    poolSize: 1,
  })
  try {
    const report = (line: string) => void process.stderr.write(`${line}\n`)
    const isInForce = command === 'rebuild'
    const rebuilt = await rebuildReadModels({ owner, clock, isInForce, report })
    if (json) write(JSON.stringify(rebuilt))
    else write(described(rebuilt))
    if (!isInForce && differs(rebuilt)) process.exitCode = 1
  } finally {
    await owner.close()
  }
} catch (thrown) {
  const error = thrown as Error
  const isExpected = error instanceof CommandError || error instanceof SettingsError
  process.stderr.write(`${isExpected ? error.message : error.stack}\n`)
  process.exitCode = 1
}

function differs({ differences }: Rebuilt): boolean {
  return Object.values(differences).some(
    ({ removed, changed, added }) => removed + changed + added > 0,
  )
}

function described({ entries, kept, differences }: Rebuilt): string {
  const lines = Object.entries(differences).map(
    ([table, { rows, removed, changed, added }]) =>
      `${table.padEnd(14)} ${rows} rows; ${added} were missing, ${changed} were others, ${removed} were too many`,
  )
  return [
    ...lines,
    `Told by ${entries} entries; ${kept} records stay as they were, since the log cannot tell all of them.`,
  ].join('\n')
}

function stackSettings(): Record<string, string> {
  const { log } = runningStack('DATABASE_OWNER_URL')
  return { DATABASE_OWNER_URL: log.databaseOwnerUrl }
}

function parsed() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    })
    const [command = ''] = positionals
    if (positionals.length === 1 && ['check', 'rebuild'].includes(command))
      return { command, json: values.json }
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n\n${usage}`, { cause: error })
  }
  throw new CommandError(usage)
}
