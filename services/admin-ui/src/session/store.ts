import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '@bilagsbro/kernel/clock'
import { seal, unseal } from '@bilagsbro/service-kit/keys/envelope'
import type { KeyEncryptionKeys } from '@bilagsbro/service-kit/keys/key-encryption-keys'
import { query } from '@bilagsbro/service-kit/postgres'
import { ProblemError } from '@bilagsbro/service-kit/problem'
import type { EntityManager, InferEntity, MikroORM } from '@mikro-orm/postgresql'
import type { SessionTable, tables } from './table.ts'
import { hasEnded, isWorthNoting, longestMs } from './times.ts'

type Tables = typeof tables
type Orm = MikroORM<EntityManager, [...Tables]>

export interface Tokens {
  readonly access: string
  readonly accessExpiresAt: Date
  readonly refresh?: string | undefined
  readonly id?: string | undefined
}

export interface Person {
  readonly userId: string
  readonly name?: string | undefined
}

export interface Session extends Person {
  /** The hash of the id, which the browser alone has. */
  readonly key: string
  readonly tokens: Tokens
  readonly createdAt: Date
  readonly usedAt: Date
}

export type SessionStore = ReturnType<typeof createSessionStore>

/**
 * Sessions in PostgreSQL, so that every replica knows each. Tokens are encrypted; what has ended is not there.
 * Where the database cannot be asked, what a person waits for is refused with 503: nobody is signed out by that.
 */
export function createSessionStore(orm: Orm, keys: KeyEncryptionKeys, clock: Clock) {
  const db = (em: EntityManager = orm.em.fork()) => query<Tables>(em)

  const find = async (em: EntityManager, key: string, lock = false) => {
    const rows = db(em).selectFrom('session').selectAll().where('idHash', '=', key)
    const row = await (lock ? rows.forUpdate() : rows).executeTakeFirst()
    return row && sessionOf(row as InferEntity<typeof SessionTable>)
  }
  const sessionOf = async (row: InferEntity<typeof SessionTable>): Promise<Session | undefined> => {
    if (hasEnded(row, clock.now())) return undefined
    const opened = await unseal(keys, contextOf(row.idHash), row.tokens)
    // The key has gone, or the row was altered: whoever has the cookie signs in again.
    if (opened === undefined) return undefined
    const { access, refresh, id } = JSON.parse(opened) as Tokens
    const { idHash: key, userId, name, createdAt, usedAt, accessExpiresAt } = row
    const tokens = { access, accessExpiresAt, refresh, id }
    return { key, userId, ...(name !== null && { name }), tokens, createdAt, usedAt } as Session
  }
  const sealed = (key: string, { access, refresh, id }: Tokens) =>
    seal(keys, contextOf(key), JSON.stringify({ access, refresh, id }))

  return {
    /** A new id every time: what a browser brought along is never taken over. Gives back the id, once. */
    async begin({ userId, name }: Person, tokens: Tokens): Promise<string> {
      const id = randomBytes(32).toString('base64url')
      const key = keyOf(id)
      const now = clock.now()
      const old = new Date(now.getTime() - longestMs)
      await reached(db().deleteFrom('session').where('createdAt', '<', old).execute())
      await db()
        .insertInto('session')
        .values({
          idHash: key,
          userId,
          name: name ?? null,
          tokens: await sealed(key, tokens),
          accessExpiresAt: tokens.accessExpiresAt,
          createdAt: now,
          usedAt: now,
        })
        .execute()
      return id
    },
    find: (id: string): Promise<Session | undefined> => reached(find(orm.em.fork(), keyOf(id))),
    /** The same session as it is now. */
    again: ({ key }: Session): Promise<Session | undefined> => reached(find(orm.em.fork(), key)),
    /** Notes that the person did something. */
    async use(session: Session): Promise<void> {
      const now = clock.now()
      if (!isWorthNoting(session, now)) return
      const row = db().updateTable('session').where('idHash', '=', session.key)
      await reached(row.set({ usedAt: now }).execute())
    },
    /**
     * The session with the tokens that `renew` makes of it, which is asked by one caller at a time on all replicas;
     * those who wait get what was made. `undefined` when it has ended meanwhile, or `renew` says that it has.
     */
    change: (key: string, renew: (session: Session) => Promise<Tokens | 'ended'>) =>
      orm.em.fork().transactional(async (em) => {
        const session = await find(em, key, true)
        if (!session) return undefined
        const tokens = await renew(session)
        if (tokens === 'ended') {
          await db(em).deleteFrom('session').where('idHash', '=', key).execute()
          return undefined
        }
        if (tokens === session.tokens) return session
        await db(em)
          .updateTable('session')
          .set({ tokens: await sealed(key, tokens), accessExpiresAt: tokens.accessExpiresAt })
          .where('idHash', '=', key)
          .execute()
        return { ...session, tokens }
      }),
    async end(key: string): Promise<void> {
      await reached(db().deleteFrom('session').where('idHash', '=', key).execute())
    },
    /** Those of the keys whose sessions go on. */
    async open(keysOfSessions: readonly string[]): Promise<ReadonlySet<string>> {
      if (keysOfSessions.length === 0) return new Set()
      const rows = await db()
        .selectFrom('session')
        .select(['idHash', 'createdAt', 'usedAt'])
        .where('idHash', 'in', [...keysOfSessions])
        .execute()
      const now = clock.now()
      return new Set(rows.filter((row) => !hasEnded(row, now)).map(({ idHash }) => idHash))
    },
  }
}

/** A database may refuse in more ways than those that are known of a lost connection. */
const reached = <Found>(asked: Promise<Found>): Promise<Found> =>
  asked.catch((cause: unknown) => {
    throw new ProblemError({ status: 503, code: 'service.unavailable' }, cause)
  })

const keyOf = (id: string): string => createHash('sha256').update(id).digest('hex')

const contextOf = (key: string) => JSON.stringify(['session', key])
