import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ownFolder } from './own-folder.ts'
import { temporaryRoot } from './paths.ts'
import {
  livingProcesses,
  lives,
  readRecord,
  recordProcess,
  stopLeftovers,
} from './process-records.ts'

const owner = 'owner'
const hour = 60 * 60 * 1000

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string
}

/** The folder inside a data folder where the processes that use it are written down. */
export const recordsIn = (dataDir: string) => join(dataDir, 'processes')

/** A data folder for one run. What killed runs left, folders and processes, is cleaned first. */
export async function createTemporaryFolder(kind: string): Promise<TemporaryFolder> {
  await cleanAbandoned()
  const path = join(temporaryRoot, `${kind}-${process.pid}-${randomBytes(4).toString('hex')}`)
  ownFolder(temporaryRoot, 0o711)
  mkdirSync(path, { mode: 0o711 })
  recordProcess(join(path, 'run'), owner, process.pid)
  return { path, [Symbol.asyncDispose]: () => removeFolder(path) }
}

export async function cleanAbandoned(root = temporaryRoot): Promise<void> {
  await Promise.all(foldersIn(root).map(cleanIfAbandoned))
}

async function cleanIfAbandoned(path: string): Promise<void> {
  const record = readRecord(join(path, 'run', `${owner}.json`))
  if (record && lives(record)) return
  if (!record && isYoung(path)) return
  await stopLeftovers(livingProcesses(recordsIn(path)), 3000)
  await removeFolder(path)
}

function foldersIn(root: string): string[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(root, entry.name))
  } catch {
    return []
  }
}

/** A folder without an owner may belong to a run that is just writing it down. */
function isYoung(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs < hour
  } catch {
    return true
  }
}

async function removeFolder(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  } catch {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  }
}
