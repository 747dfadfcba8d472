import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import type { Outbox } from '@bilagsbro/messaging/outbox'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { IsolationLevel, LockMode, UniqueConstraintViolationException } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { OrganizationStore } from '#application/ports/organization-store.ts'
import { changeBetween } from '#domain/change.ts'
import type { Organization, StoredSecret } from '#domain/organization.ts'
import { sql } from 'kysely'
import { toConfigured, toToggled } from './events.ts'
import { toConnectorRow, toOrganization, toOrganizationRow } from './rows.ts'
import {
  ChangeTable,
  ConnectorTable,
  MappingTable,
  OrganizationTable,
  SecretTable,
} from './tables.ts'

const republishedAtOnce = 100
const publishedWithinMs = 2_000

export function createPostgresOrganizationStore(
  orm: Database,
  outbox: Pick<Outbox, 'transaction' | 'drained'>,
): OrganizationStore {
  const snapshot = <T>(read: (em: EntityManager) => Promise<T>): Promise<T> =>
    orm.em.fork().transactional((em) => read(em), {
      isolationLevel: IsolationLevel.REPEATABLE_READ,
      readOnly: true,
    })
  return {
    find: (id) => snapshot(async (em) => (await load(em, [id]))[0]),
    list: (ids) => snapshot((em) => load(em, ids)),
    async save(next, expected) {
      const saved = await saveOnce(outbox, next, expected)
      // A person who is told "saved" may publish a record in the next moment: the other services hear of the change first.
      if (saved === 'saved') await outbox.drained(publishedWithinMs)
      return saved
    },
    async republish() {
      let count = 0
      for (let last: string | undefined = ''; last !== undefined;) {
        const page: Organization[] = await outbox.transaction(async (em, emit) => {
          await renew(em, last!)
          const organizations = await loadPage(em, last!)
          for (const organization of organizations)
            emit(ConnectorConfigured, toConfigured(organization))
          return organizations
        })
        count += page.length
        last = page.at(-1)?.id
      }
      return count
    },
  }
}

async function saveOnce(
  outbox: Pick<Outbox, 'transaction'>,
  next: Organization,
  expected: number,
): ReturnType<OrganizationStore['save']> {
  try {
    return await outbox.transaction(async (em, emit) => {
      if (!(await write(em, next, expected))) return 'outdated'
      emit(ConnectorConfigured, toConfigured(next))
      const toggled = toToggled(next)
      if (toggled) emit(ConnectorToggled, toggled)
      return 'saved'
    })
  } catch (error) {
    // Two callers created the organisation at once: a row that is not there yet cannot be locked.
    if (expected === 0 && error instanceof UniqueConstraintViolationException) return 'outdated'
    if (error instanceof KeyRetired) return 'key_retired'
    throw error
  }
}

/**
 * An organisation that was last changed before this database's epoch began came back with the database: readers may have
 * seen later versions, which are lost. The organisation and its credentials are published once under a greater version.
 */
async function renew(em: EntityManager, after: string): Promise<void> {
  await sql`
    with restored as (
      select id from organization where id > ${after} order by id limit ${republishedAtOnce} for update
    ), renewed as (
      update organization o set changed_at = clock_timestamp(), version = greatest(version + 1,
        floor(extract(epoch from clock_timestamp() - timestamptz '2026-01-01T00:00:00Z'))::int)
      from restored r, installation i where o.id = r.id and i.begun = i.epoch and o.changed_at < i.born_at
      returning o.id, o.version
    )
    update connector c set credentials_version = renewed.version from renewed
    where c.organization_id = renewed.id`.execute(em.getKysely())
}

/** The rows are locked against changes, so that no older state is published after a newer one. */
async function loadPage(em: EntityManager, after: string): Promise<Organization[]> {
  const rows = await em.find(
    OrganizationTable,
    { id: { $gt: after } },
    { orderBy: { id: 'asc' }, limit: republishedAtOnce, lockMode: LockMode.PESSIMISTIC_READ },
  )
  return load(
    em,
    rows.map(({ id }) => id),
  )
}

async function load(em: EntityManager, ids?: readonly string[]): Promise<Organization[]> {
  const rows = await em.find(OrganizationTable, ids ? { id: { $in: [...ids] } } : {}, {
    orderBy: { id: 'asc' },
  })
  const theirs = { organizationId: { $in: rows.map(({ id }) => id) } }
  const connectors = new Map(
    (await em.find(ConnectorTable, theirs)).map((connector) => [
      connector.organizationId,
      connector,
    ]),
  )
  const secrets = Map.groupBy(
    await em.find(SecretTable, theirs, { orderBy: { field: 'asc' } }),
    ({ organizationId }) => organizationId,
  )
  return rows.map((row) => toOrganization(row, connectors.get(row.id), secrets.get(row.id) ?? []))
}

async function write(em: EntityManager, next: Organization, expected: number): Promise<boolean> {
  const row = await em.findOne(OrganizationTable, next.id, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
  })
  if ((row?.version ?? 0) !== expected) return false
  await writeChange(em, next)
  if (row) em.assign(row, toOrganizationRow(next))
  else em.create(OrganizationTable, toOrganizationRow(next))
  await em.flush()
  await writeMapping(em, next)
  await writeConnector(em, next)
  return true
}

async function writeChange(em: EntityManager, next: Organization) {
  const [before] = await load(em, [next.id])
  const { parts, ...change } = changeBetween(before, next)
  const row = { organizationId: next.id, ...change, parts: [...parts] }
  await em.insert(ChangeTable, row)
}

async function writeMapping(
  em: EntityManager,
  { id, mapping, changedAt, changedBy }: Organization,
) {
  const { version, ...given } = mapping
  if (version === 0) return
  // A key with `undefined` would be stored as null.
  const rules = JSON.parse(JSON.stringify(given)) as typeof given
  await em.upsert(
    MappingTable,
    { organizationId: id, version, rules, savedAt: changedAt, savedBy: changedBy },
    { onConflictAction: 'ignore' },
  )
}

async function writeConnector(em: EntityManager, { id, connector }: Organization) {
  const fields = connector?.secrets.map(({ field }) => field) ?? []
  await em.nativeDelete(SecretTable, { organizationId: id, field: { $nin: fields } })
  if (!connector) return void (await em.nativeDelete(ConnectorTable, { organizationId: id }))
  await em.upsert(ConnectorTable, toConnectorRow(id, connector))
  for (const secret of connector.secrets) await writeSecret(em, id, secret)
  await refuseClosedKeys(em, id)
}

class KeyRetired extends Error {}

/** A process that has not heard of a key's retirement may seal under the key: such a secret could never be opened. */
async function refuseClosedKeys(em: EntityManager, organizationId: string) {
  const { rows } = await sql`
    select from secret s join closed_key k on k.id = s.sealed ->> 'kekId'
    where s.organization_id = ${organizationId}`.execute(em.getKysely())
  if (rows.length > 0) throw new KeyRetired()
}

/** A secret of the same version stays as it is sealed now: its key may have been changed since the secret was read. */
async function writeSecret(
  em: EntityManager,
  organizationId: string,
  { field, version, setAt, setBy, expiresAt, sealed }: StoredSecret,
) {
  const expiry = expiresAt ?? null
  await sql`
    insert into secret (organization_id, field, version, set_at, set_by, expires_at, sealed)
    values (${organizationId}, ${field}, ${version}, ${setAt}, ${setBy}, ${expiry}, ${JSON.stringify(sealed)}::jsonb)
    on conflict (organization_id, field) do update set version = excluded.version, set_at = excluded.set_at,
      set_by = excluded.set_by, expires_at = excluded.expires_at,
      sealed = case when secret.version = excluded.version then secret.sealed else excluded.sealed end`.execute(
    em.getKysely(),
  )
}
