import {
  MikroORM,
  type EntityManager,
  type EntitySchemaWithMeta,
  type InferKyselyDB,
} from '@mikro-orm/postgresql'
import { Migrator, type Migration } from '@mikro-orm/migrations'
import type { Kysely } from 'kysely'
import { isConnectionFault } from './connection-faults.ts'
import { epochOf } from './installation.ts'
import type { Logger } from './logger.ts'

export { isConnectionFault } from './connection-faults.ts'
export { InstallationMigration, InstallationTable } from './installation.ts'

export type Tables = readonly EntitySchemaWithMeta[]
export type Migrations = readonly (new (
  ...given: ConstructorParameters<typeof Migration>
) => Migration)[]

/** A service's own database. */
export type Database = MikroORM

export interface DatabaseOptions<T extends Tables = Tables> {
  readonly url: string
  readonly tables: T
  /** In the order they are applied in; `InstallationMigration` first. */
  readonly migrations: Migrations
  readonly poolSize?: number
  readonly logger?: Logger
}

const connectDeadlineMs = 5_000
const statementDeadlineMs = 30_000
const idleInTransactionMs = 60_000
const silenceDeadlineMs = 45_000

/**
 * Opens the database with its migrations applied, which any number of replicas may ask for at once.
 * Waits up to 60 s for a server that is not there yet; afterwards a lost server shows as faults that
 * {@link isConnectionFault} knows, and the pool heals by itself.
 */
export async function openDatabase<const T extends Tables>(
  options: DatabaseOptions<T>,
): Promise<MikroORM<EntityManager, [...T]>> {
  await migrate(options)
  const orm = new MikroORM<EntityManager, [...T]>({
    ...common(options),
    entities: [...options.tables] as [...T],
    pool: { max: options.poolSize ?? 10, idleTimeoutMillis: 30_000 },
    driverOptions: {
      ...connection,
      statement_timeout: statementDeadlineMs,
      idle_in_transaction_session_timeout: idleInTransactionMs,
      onPoolCreated: breakSilence,
    },
  })
  return orm
}

/** MikroORM's kysely on the transaction that `em` is in, typed by the tables: `query<typeof tables>(em)`. */
export function query<T extends Tables>(
  em: EntityManager & { readonly '~entities'?: T },
): Kysely<InferKyselyDB<T[number], { columnNamingStrategy: 'property' }>> {
  return em.getKysely({ columnNamingStrategy: 'property', convertValues: true }) as never
}

/** The random id that this database was given when it was made. A new database has a new one. */
export const databaseEpoch = (orm: Database): Promise<string> => epochOf(orm.em.fork())

const connection = {
  connectionTimeoutMillis: connectDeadlineMs,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
}

const common = ({ url, logger }: DatabaseOptions) => ({
  clientUrl: url,
  colors: false,
  logger: (message: string) => logger?.warn({ event: 'postgres.warning' }, message),
})

/**
 * Migrates on a connection of its own, without the deadlines of everyday work. The lock and the
 * migrations share one transaction: a replica that dies lets go of both.
 */
async function migrate(options: DatabaseOptions): Promise<void> {
  const orm = new MikroORM({
    ...common(options),
    entities: [...options.tables],
    pool: { max: 2 },
    driverOptions: connection,
    extensions: [Migrator],
    migrations: { migrationsList: [...options.migrations], snapshot: false },
  })
  try {
    await awaitServer(orm, options.logger)
    await orm.em.fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(471100)')
      await orm.migrator.up({ transaction: em.getTransactionContext() })
    })
  } finally {
    await orm.close()
  }
}

async function awaitServer(orm: MikroORM, logger: Logger | undefined): Promise<void> {
  const deadline = performance.now() + 60_000
  for (let attempt = 1; ; attempt++) {
    try {
      await orm.em.fork().execute('select 1')
      return
    } catch (error) {
      if (!isConnectionFault(error) || performance.now() > deadline) throw error
      if (attempt % 10 === 1) logger?.warn({ event: 'postgres.waiting', err: error }, 'waiting')
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

interface Pool {
  on(event: 'connect', listener: (client: Client) => void): void
}
interface Client {
  readonly readyForQuery?: boolean
  readonly connection?: {
    readonly stream?: {
      setTimeout(ms: number, listener: () => void): void
      destroy(error: Error): void
    }
  }
}

/**
 * The server ends a statement after 30 s. One that is still unanswered later has lost its server to
 * the network, and TCP would wait for a quarter of an hour. (pg's own `query_timeout` would give the
 * connection back to the pool with its transaction open.)
 */
function breakSilence(pool: Pool): void {
  pool.on('connect', (client) => {
    const stream = client.connection?.stream
    stream?.setTimeout(silenceDeadlineMs, () => {
      if (client.readyForQuery === false)
        stream.destroy(new Error('Connection terminated: no answer from the server'))
    })
  })
}
