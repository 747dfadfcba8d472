import { execFile } from 'node:child_process'
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
import { findPostgres, type PostgresBinaries } from './postgres-binaries.ts'
import { lastLines, startProcess, type RunningProcess } from './processes.ts'
import { StackError } from './stack-error.ts'
import { recordsIn } from './temporary-folder.ts'
import { until } from './until.ts'

const run = promisify(execFile)
const password = 'postgres'

export interface PostgresOptions {
  readonly dataDir: string
  readonly port: number
  readonly logFile?: string
  /** `false` for data that nobody needs after a power cut: quicker, and a killed process still loses nothing. */
  readonly durable: boolean
}

export interface Postgres extends AsyncDisposable {
  readonly url: string
  readonly process: RunningProcess
}

/** PostgreSQL on 127.0.0.1, ready to be asked. Its data survives in `dataDir`. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const binaries = await findPostgres()
  const logFile = options.logFile ?? join(options.dataDir, 'logs/postgres.log')
  const cluster = join(options.dataDir, 'postgres')
  if (!existsSync(cluster)) await initialise(binaries, cluster)
  // A killed server leaves it; only one process uses this folder, so that the number inside says nothing any more.
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
  const server = await startProcess({
    name: 'postgres',
    command: binaries.postgres,
    args: ['-D', cluster, ...settings(options)],
    cwd: '/',
    env: { ...process.env, LC_MESSAGES: 'C', TZ: 'UTC' },
    logFile,
    recordsDir: recordsIn(options.dataDir),
    user: binaries.user,
  })
  await ready(server, cluster)
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${options.port}/postgres`,
    process: server,
    async [Symbol.asyncDispose]() {
      await server.stop({ signal: 'SIGINT' })
    },
  }
}

function settings({ port, durable }: PostgresOptions): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    shared_buffers: '128MB',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Under another name until it is whole: a first start that is killed begins again. */
async function initialise({ initdb, user }: PostgresBinaries, cluster: string): Promise<void> {
  const draft = `${cluster}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  const passwordFile = `${cluster}.password`
  writeFileSync(passwordFile, password)
  if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid)
  const args = ['--pgdata', draft, '--username=postgres', `--pwfile=${passwordFile}`]
  const env = { ...process.env, LC_ALL: 'C' }
  try {
    const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync']
    await run(initdb, [...args, ...options], { ...user, cwd: '/', env })
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

async function ready(server: RunningProcess, cluster: string): Promise<void> {
  const answered = await until(() => !server.running || saysReady(cluster), {
    deadlineMs: 60_000,
    everyMs: 20,
  })
  if (answered && server.running) return
  await server.stop({ signal: 'SIGINT' })
  throw new StackError(
    `PostgreSQL did not start. The end of its log (${server.logFile}):\n${lastLines(server.logFile)}`,
    'put right what the log names; `rm -r .bilagsbro/data` begins with empty databases.',
  )
}

/** The eighth line of this file is how pg_ctl knows, too. */
function saysReady(cluster: string): boolean {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}
