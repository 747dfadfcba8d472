import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { processIdentity } from './process-identity.ts'
import { until } from './until.ts'

export interface ProcessRecord {
  readonly name: string
  readonly pid: number
  readonly identity: string
}

export function recordProcess(dir: string, name: string, pid: number): void {
  const identity = processIdentity(pid)
  if (identity === undefined) return
  mkdirSync(dir, { recursive: true })
  const file = join(dir, `${name}.json`)
  const record: ProcessRecord = { name, pid, identity }
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(record))
  renameSync(`${file}.${process.pid}`, file)
}

export function forgetProcess(dir: string, name: string, pid: number | undefined): void {
  if (readRecord(join(dir, `${name}.json`))?.pid === pid)
    rmSync(join(dir, `${name}.json`), { force: true })
}

/** The recorded processes that still live. A number that another process got since is not one of them. */
export function livingProcesses(dir: string): ProcessRecord[] {
  let files: string[]
  try {
    files = readdirSync(dir).filter((file) => file.endsWith('.json'))
  } catch {
    return []
  }
  return files
    .map((file) => readRecord(join(dir, file)))
    .filter((record) => record !== undefined)
    .filter(lives)
}

export const lives = (record: ProcessRecord) => processIdentity(record.pid) === record.identity

/** Ends what a killed run left behind: asks first, so that servers close their files, then kills. */
export async function stopLeftovers(
  records: readonly ProcessRecord[],
  deadlineMs = 10_000,
): Promise<void> {
  await Promise.all(
    records.map(async (record) => {
      // SIGINT is what makes PostgreSQL drop its connections and stop; the others take it like SIGTERM.
      signal(record, record.name === 'postgres' ? 'SIGINT' : 'SIGTERM')
      if (await until(() => !lives(record), { deadlineMs })) return
      signal(record, 'SIGKILL')
      await until(() => !lives(record), { deadlineMs: 5000 })
    }),
  )
}

function signal(record: ProcessRecord, name: NodeJS.Signals): void {
  if (!lives(record)) return
  try {
    process.kill(record.pid, name)
  } catch {
    // It ended in between.
  }
}

export function readRecord(file: string): ProcessRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as Partial<ProcessRecord>
    if (typeof record.pid !== 'number' || typeof record.identity !== 'string') return undefined
    return { name: String(record.name), pid: record.pid, identity: record.identity }
  } catch {
    return undefined
  }
}
