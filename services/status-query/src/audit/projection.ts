import type { EventDefinition } from '@bilagsbro/events/define-event'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql, type RawBuilder } from 'kysely'
import type { Entry } from './entry.ts'
import { written, type Written } from './line.ts'
import { createSalts } from './salts.ts'

interface Logged<E> {
  readonly data: E
  readonly traceparent?: string | undefined
}

const drawSalt = createSalts()

/** Adds an entry for each event; an entry that is there already stays. */
export type WriteLog = <E>(
  em: EntityManager,
  definition: EventDefinition,
  events: readonly Logged<E>[],
  entryOf: (event: E) => Entry,
) => Promise<void>

const writeLogBy =
  (add: typeof append): WriteLog =>
  (em, { type: kind }, events, entryOf) =>
    add(
      em,
      events.map(({ data, traceparent }) =>
        written(entryOf(data), { kind, traceId: traceIdOf(traceparent), newSalt: drawSalt }),
      ),
    )

/**
 * Most entries are new: to ask for each whether it is there costs a fifth of it. So the work is done first as if all were
 * new. Where one is not, the database refuses the transaction, and the work is done again, and asks.
 */
export async function logging(work: (writeLog: WriteLog) => Promise<void>): Promise<void> {
  try {
    await work(writeNew)
  } catch (error) {
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error
    await work(writeOnce)
  }
}
const uniqueViolation = '23505'

/**
 * Entries with their payloads, and their hashes, which wait for a seal: one statement. The hashes of an organisation wait
 * in one row, however many there are.
 */
export const append = (em: EntityManager, entries: readonly Written[]): Promise<void> =>
  insert(em, entries, skipping)

/** The same, where none of them is there yet: else it fails. */
const appendNew: typeof append = (em, entries) => insert(em, entries, sql``)

const skipping = sql`
      on conflict (organization_id, at, subject, kind, revision, sequence) do nothing`

async function insert(
  em: EntityManager,
  entries: readonly Written[],
  onConflict: RawBuilder<unknown>,
): Promise<void> {
  if (entries.length === 0) return
  await sql`
    with written as (
      insert into sync_logs (${columnNames}, salt)
      select ${givenColumns}, decode(salt, 'hex') from ${recordset('given', entries, given)}${onConflict}
      returning id, organization_id, line
    )
    insert into unsealed (organization_id, ids, leaves)
    select organization_id, ${idsAndLeaves}
    from written group by organization_id`.execute(em.getKysely())
}

/** The same, with ids that are given; gives back how many were not there. What is sealed already waits for no seal. */
export async function appendAs(
  em: EntityManager,
  entries: readonly (Written & { readonly id: number })[],
  { isSealed }: { readonly isSealed: boolean },
): Promise<number> {
  const { rows } = await sql<{ added: number }>`
    with written as (
      insert into sync_logs (id, ${columnNames}, salt)
      select id, ${givenColumns}, decode(salt, 'hex') from ${recordset('given', entries, { id: 'bigint', ...given })}
      on conflict do nothing
      returning id, organization_id, line
    ), waiting as (
      insert into unsealed (organization_id, ids, leaves)
      select organization_id, ${idsAndLeaves} from written where not ${isSealed} group by organization_id
    )
    select count(*)::int as added from written`.execute(em.getKysely())
  return rows[0]!.added
}

const idsAndLeaves = sql`array_agg(id order by id),
      string_agg(sha256('\\x00'::bytea || convert_to(line, 'UTF8')), ''::bytea order by id)`

/** The reference and the trace stand in the line alone: nothing is searched by them. */
const columns = {
  organizationId: 'text',
  kind: 'text',
  subject: 'text',
  revision: 'int',
  sequence: 'bigint',
  at: 'timestamptz',
  status: 'text',
  actor: 'text',
  attempt: 'int',
  code: 'text',
  message: 'text',
  voucherNumber: 'text',
  mappingVersion: 'int',
  runId: 'text',
  line: 'text',
  body: 'text',
} as const

const given = { ...columns, salt: 'text' } as const

const columnNames =
  sql.raw(`organization_id, kind, subject, revision, sequence, at, status, actor, attempt, code,
  message, voucher_number, mapping_version, run_id, line, body`)

const givenColumns = sql.join(Object.keys(columns).map((name) => sql.id(name)))

/** The trace id of a W3C `traceparent`, for finding the trace again. */
const traceIdOf = (traceparent: string | undefined) => traceparent?.split('-')[1]

const [writeNew, writeOnce] = [writeLogBy(appendNew), writeLogBy(append)]
