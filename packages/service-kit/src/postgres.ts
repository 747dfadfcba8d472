import {
  MikroORM,
  type EntityManager,
  type EntitySchemaWithMeta,
  type InferKyselyDB,
} from '@mikro-orm/postgresql'
import { Migrator, type Migration } from '@mikro-orm/migrations'
import type { Kysely } from 'kysely'
import { isConnectionFault } from './connection-faults.ts'
import { epochOf, type Epoch } from './installation.ts'
import type { Logger } from './logger.ts'
import { createPlaceGuard } from './place.ts'
import { guardPool, type Pool } from './pool-guard.ts'
import { grantUse, refuseOwner } from './runtime-role.ts'
import { tellScope } from './scope.ts'

export type Tables = readonly EntitySchemaWithMeta[]
export type Migrations = readonly (new (
  ...given: ConstructorParameters<typeof Migration>
) => Migration)[]

/** A service's own database. */
export type Database = MikroORM

export interface DatabaseOptions<T extends Tables = Tables> {
  readonly url: string
  /**
   * The address for whoever owns the tables. Migrations run as the owner, and everything else as the user of
   * `url`, who owns nothing: row-level security holds for it ({@link withinScope}).
   */
  readonly ownerUrl?: string | undefined
  /** Tables that the user of `url` may add to and read, and never change. Only with `ownerUrl`. */
  readonly appendOnly?: readonly string[] | undefined
  readonly tables: T
  /** In the order they are applied in; `InstallationMigration` first. */
  readonly migrations: Migrations
  readonly poolSize?: number
  readonly logger?: Logger
  /**
   * The server is not the one any more that this was opened on: it failed over, or was restored. From here on every
   * statement fails as if the server were away; start the process anew, in the epoch that begins. Without it,
   * the error is one that nobody caught.
   */
  readonly onMoved?: (error: Error) => void
}

const connectDeadlineMs = 5_000
const statementDeadlineMs = 30_000
const idleInTransactionMs = 60_000
/** Statements here go by key to a batch of rows: on solid disks a look-up costs what the next page does. */
const plannerOptions = '-c random_page_cost=1.1 -c jit=off'
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
      options: plannerOptions,
      statement_timeout: statementDeadlineMs,
      idle_in_transaction_session_timeout: idleInTransactionMs,
      onPoolCreated: (pool: Pool) => {
        guardPool(pool, silenceDeadlineMs)
        pool.options.onConnect = createPlaceGuard(options.onMoved ?? throwUncaught)
      },
    },
    ...(options.ownerUrl === undefined ? {} : { onReserveConnection: tellScope }),
  })
  if (options.ownerUrl !== undefined) await closeUnless(orm, refuseOwner(orm))
  return orm
}

async function closeUnless(orm: MikroORM, fine: Promise<void>): Promise<void> {
  try {
    await fine
  } catch (error) {
    await orm.close()
    throw error
  }
}

/**
 * MikroORM's kysely on the transaction that `em` is in, typed by the tables: `query(orm.em.fork())`
 * where `em` knows them, `query<typeof tables>(em)` where it does not.
 */
export function query<T extends Tables>(
  em: EntityManager & { readonly '~entities'?: T | undefined },
): Query<T>
export function query<T extends Tables>(em: EntityManager): Query<T>
export function query(em: EntityManager): unknown {
  return em.getKysely({ columnNamingStrategy: 'property', convertValues: true })
}
export type Query<T extends Tables> = Kysely<
  InferKyselyDB<T[number], { columnNamingStrategy: 'property' }>
>

/** A new database has a new one, and so has one that was restored or failed over. */
export const databaseEpoch = (orm: Database): Promise<Epoch> => epochOf(orm.em.fork())

const throwUncaught = (error: Error) =>
  queueMicrotask(() => {
    throw error
  })

const connection = {
  connectionTimeoutMillis: connectDeadlineMs,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
}

const common = ({ url, logger }: Pick<DatabaseOptions, 'url' | 'logger'>) => ({
  clientUrl: url,
  ensureDatabase: false,
  colors: false,
  // The migrator's lines are news to nobody; any other line of MikroORM is a warning.
  logger: (message: string) =>
    message.includes('[migrator]')
      ? logger?.debug({ event: 'postgres.migration' }, message)
      : logger?.warn({ event: 'postgres.warning' }, message),
})

/**
 * Migrates on a connection of its own, without the deadlines of everyday work. The lock and the
 * migrations share one transaction: a replica that dies lets go of both.
 */
async function migrate(options: DatabaseOptions): Promise<void> {
  const { url, ownerUrl = url, logger } = options
  const orm = new MikroORM({
    ...common({ url: ownerUrl, ...(logger && { logger }) }),
    entities: [...options.tables],
    pool: { max: 2 },
    driverOptions: { ...connection, onPoolCreated: (pool: Pool) => guardPool(pool) },
    extensions: [Migrator],
    migrations: { migrationsList: [...options.migrations], snapshot: false },
  })
  try {
    await awaitServer(orm, options.logger)
    await orm.em.fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(471100)')
      await orm.migrator.up({ transaction: em.getTransactionContext() })
      if (ownerUrl !== url) await grantUse(em, url, options.appendOnly)
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
