import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { SyncHandled } from '@bilagsbro/events/sync'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { MikroORM } from '@mikro-orm/postgresql'
import { afterAll } from 'vitest'
import { createArchive, type Archiving, type CrashPoint } from '#audit/archives/archive.ts'
import { createReleaseRestored } from '#audit/archives/release-restored.ts'
import { createRestore, type Restoring } from '#audit/archives/restore.ts'
import { createErase } from '#audit/erase.ts'
import { createLog } from '#audit/log-query.ts'
import { keepMonths } from '#audit/months.ts'
import { openSealKey } from '#audit/seal-key.ts'
import { sealEntries } from '#audit/sealing.ts'
import { createVerify } from '#audit/verify.ts'
import { createTestLog, golden } from './log.ts'

const opened = new AsyncDisposableStack()
afterAll(() => opened.disposeAsync())
export const root = await mkdtemp(join(tmpdir(), 'archives-'))
opened.defer(() => rm(root, { recursive: true }))
export const key = await openSealKey(join(root, 'key.pem'), true)

export const monthsAgo = (months: number, day = 15) => {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, day)).toISOString()
}
export const month = (months: number) => monthsAgo(months).slice(0, 7)

export const repack = async (path: string, change: (text: string) => string) =>
  writeFile(path, gzipSync(change(gunzipSync(await readFile(path)).toString())))

/** A log of an organisation with entries of so many months ago, sealed, and a folder for archives. */
export async function openLog(...ages: readonly number[]) {
  const log = opened.use(await createTestLog())
  const opening = await openEmptyLog(await log.open({ changedAt: monthsAgo(0) }), log)
  for (const age of ages)
    for (const one of ['a', 'b']) await opening.receive(age, `r-${age}-${one}`)
  await keepMonths(log.orm)
  return opening
}

/** The same in a database that nothing was told to. */
export async function openEmptyLog(
  organizationId: string,
  given?: Awaited<ReturnType<typeof createTestLog>>,
) {
  const log = given ?? opened.use(await createTestLog())
  const folder = await mkdtemp(join(root, 'a-'))
  const owner = opened.adopt(
    new MikroORM({
      clientUrl: log.ownerUrl,
      entities: [],
      discovery: { warnWhenNoEntities: false },
    }),
    (orm) => orm.close(),
  )
  const seal = () =>
    withinScope('all', () => log.orm.em.fork().transactional((em) => sealEntries(em)))
  const receive = async (age: number, recordId: string) => {
    const note = `Betalt kontant til Kari Nordmann, ${recordId}`
    const at = monthsAgo(age)
    await log.receive(SyncHandled, { ...golden(SyncHandled, organizationId), recordId, at, note })
    await seal()
  }
  const restoring = { owner, key, clock }
  const archive = (given: Partial<Archiving> = {}, crashPoint?: (name: CrashPoint) => unknown) =>
    withinScope('all', () =>
      createArchive({ owner, key, clock, ...(crashPoint && { crashPoint }) })({
        before: month(0),
        folder,
        by: 'user-7',
        reason: 'Flyttes ut',
        ...given,
      }),
    )
  return {
    log,
    organizationId,
    folder,
    owner,
    seal,
    receive,
    archive,
    tamper: (...statements: string[]) =>
      owner.em.fork().transactional(async (em) => {
        await em.execute(`set local session_replication_role = replica`)
        for (const statement of statements) await em.execute(statement)
      }),
    restore: (given: Partial<Restoring> = {}, crashPoint?: (name: string) => unknown) =>
      withinScope('all', () =>
        createRestore({ ...restoring, ...(crashPoint && { crashPoint }) })({
          from: 'earlier',
          folder,
          by: 'user-8',
          ...given,
        }),
      ),
    releaseRestored: (from = folder) =>
      withinScope('all', () => createReleaseRestored(restoring)({ folder: from, by: 'user-8' })),
    erase: (recordId: string, from?: string) =>
      withinScope('all', () =>
        createErase(
          owner,
          clock,
          from === undefined ? undefined : { folder: from, key },
        )({
          organizationId,
          recordId,
          by: 'user-7',
          basis: 'gdpr-17',
        }),
      ),
    verify: (from?: string) =>
      log.within(organizationId, () =>
        createVerify(
          log.orm,
          async () => [],
          from === undefined ? undefined : { folder: from, key },
        )(organizationId),
      ),
    entries: async () => {
      const found = await log.within(organizationId, () =>
        createLog(log.orm)({ organizationId, limit: 50 }),
      )
      return found.ok ? found.value.rows : []
    },
  }
}
