import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ownFolder } from './own-folder.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { commandLine } from './process-identity.ts'
import { StackError } from './stack-error.ts'

const run = promisify(execFile)

export const postgresPassword = 'postgres'

/** The data folder of the server, created when it is not there. */
export async function prepareCluster(binaries: PostgresBinaries, dataDir: string): Promise<string> {
  const cluster = join(enterable(dataDir, binaries.user), 'postgres')
  if (!existsSync(cluster)) await initialise(binaries, cluster)
  removeStaleLock(cluster)
  return cluster
}

/** A checkout of root's inside a private folder is closed to the user that the server runs as: its data go beside. */
function enterable(dataDir: string, user: PostgresBinaries['user']): string {
  mkdirSync(dataDir, { recursive: true })
  if (!user) return dataDir
  try {
    execFileSync('test', ['-x', dataDir], { ...user, cwd: '/' })
    return dataDir
  } catch {
    return beside(join(dataDir, 'postgres-is-at'))
  }
}

/** Written down in the data folder, so that whoever removes that one begins with empty databases, too. */
function beside(note: string): string {
  if (!existsSync(note))
    writeFileSync(note, join('/var/tmp', `bilagsbro-data-${randomBytes(8).toString('hex')}`))
  return ownFolder(readFileSync(note, 'utf8'), 0o711)
}

/** Under another name until it is whole: a first start that is killed begins again. */
async function initialise({ initdb, user }: PostgresBinaries, cluster: string): Promise<void> {
  const draft = `${cluster}.new`
  const passwordFile = `${cluster}.password`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, postgresPassword)
  if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid)
  const files = ['--pgdata', draft, '--username=postgres', `--pwfile=${passwordFile}`]
  const settings = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync']
  try {
    const env = { ...process.env, LC_ALL: 'C' }
    await run(initdb, [...files, ...settings], { ...user, cwd: '/', env })
  } catch (cause) {
    throw new StackError(
      `PostgreSQL could not create its data folder ${cluster}: ${(cause as Error).message}`,
      'see that the disk has room and that the folder may be written to, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, cluster)
}

/**
 * PostgreSQL clears the lock of a killed server by itself, unless the number inside belongs to another process by now.
 * A lock that may be a living server's stays: what guards the data is the server's own look at it.
 */
function removeStaleLock(cluster: string): void {
  const pid = serverPid(cluster)
  if (pid === undefined) return
  const command = commandLine(pid)
  if (command !== undefined && !command.includes(cluster))
    rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

export function serverPid(cluster: string): number | undefined {
  const pid = Number(lockLines(cluster)[0])
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

/** The eighth line of the lock is how pg_ctl knows, too. */
export const saysReady = (cluster: string, pid: number): boolean =>
  serverPid(cluster) === pid && lockLines(cluster)[7]?.trim() === 'ready'

function lockLines(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}
