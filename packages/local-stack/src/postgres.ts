import { join } from 'node:path'
import { findPostgres } from './postgres-binaries.ts'
import { postgresPassword, prepareCluster, saysReady } from './postgres-cluster.ts'
import { lastLines, startProcess } from './processes.ts'
import { StackError } from './stack-error.ts'
import type { ProcessRecipe } from './supervised.ts'
import { recordsIn } from './temporary-folder.ts'
import { until } from './until.ts'

/** glibc's allocator keeps what a batch took for the next one, instead of giving it back to be zeroed again. */
const allocator = {
  MALLOC_MMAP_THRESHOLD_: '33554432',
  MALLOC_TRIM_THRESHOLD_: '33554432',
  MALLOC_TOP_PAD_: '1048576',
}

export interface PostgresOptions {
  readonly dataDir: string
  readonly port: number
  readonly logFile?: string
  /** `false` for data that nobody needs after a power cut: quicker, and a killed process still loses nothing. */
  readonly durable: boolean
}

export interface ServerRecipe extends ProcessRecipe {
  readonly address: string
}

/** PostgreSQL on 127.0.0.1. Its data survive in `dataDir`. */
export async function postgresRecipe(options: PostgresOptions): Promise<ServerRecipe> {
  const binaries = await findPostgres()
  const cluster = await prepareCluster(binaries, options.dataDir)
  return {
    name: 'postgres',
    address: `postgres://postgres:${postgresPassword}@127.0.0.1:${options.port}/postgres`,
    // Drops the connections and stops; SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    async start() {
      await prepareCluster(binaries, options.dataDir)
      return startProcess({
        name: 'postgres',
        command: binaries.postgres,
        args: ['-D', cluster, ...settings(options)],
        cwd: '/',
        env: { ...process.env, ...allocator, LC_MESSAGES: 'C', TZ: 'UTC' },
        logFile: options.logFile ?? join(options.dataDir, 'logs/postgres.log'),
        recordsDir: recordsIn(options.dataDir),
        user: binaries.user,
      })
    },
    async ready(server) {
      const settled = () => !server.running || saysReady(cluster, server.pid)
      if ((await until(settled, { deadlineMs: 120_000, everyMs: 20 })) && server.running) return
      throw new StackError(
        `PostgreSQL did not start. The end of its log (${server.logFile}):\n${lastLines(server.logFile)}`,
        'put right what the log names; `rm -r .bilagsbro/data` begins with empty databases.',
      )
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
