import type { EventDefinition } from '@bilagsbro/events/define-event'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { Entry } from './entry.ts'
import { written, type Written } from './line.ts'
import { createSalts } from './salts.ts'

interface Logged<E> {
  readonly data: E
  readonly traceparent?: string | undefined
}

const drawSalt = createSalts()

/** Adds an entry for each event; an entry that is there already stays. */
export const writeLog = <E>(
  em: EntityManager,
  { type: kind }: EventDefinition,
  events: readonly Logged<E>[],
  entryOf: (event: E) => Entry,
  newSalt = drawSalt,
): Promise<void> =>
  append(
    em,
    events.map(({ data, traceparent }) =>
      written(entryOf(data), { kind, traceId: traceIdOf(traceparent), newSalt }),
    ),
  )

/**
 * Entries, the payloads that they name, and their hashes, which wait for a seal: one statement. The hashes of an
 * organisation wait in one row, however many there are.
 */
export async function append(em: EntityManager, entries: readonly Written[]): Promise<void> {
  if (entries.length === 0) return
  const withBody = entries.some(({ body }) => body !== undefined)
  const rows = withBody ? firstOfEach(entries) : entries
  const given = recordset('r', rows, withBody ? { ...columns, ...payloadColumns } : columns)
  await sql`
    with given as (select * from ${given}),
    written as (
      insert into sync_logs (${columnNames}) select ${columnsOf('given')} from given
      on conflict (organization_id, subject, kind, revision, sequence) do nothing
      returning id, organization_id, line
    )${withBody ? payloads : sql``}
    insert into unsealed (organization_id, ids, leaves)
    select organization_id, array_agg(id order by id),
      string_agg(sha256('\\x00'::bytea || convert_to(line, 'UTF8')), ''::bytea order by id)
    from written group by organization_id`.execute(em.getKysely())
}

const payloads = sql`,
    kept as (
      insert into sync_payload (entry, organization_id, salt, body)
      select written.id, written.organization_id, decode(given.salt, 'hex'), given.body
      from written join given using (line) where given.body is not null
    )`

/** An entry that comes twice in a batch has a salt each time. */
function firstOfEach(entries: readonly Written[]): Written[] {
  const first = new Map<string, Written>()
  for (const entry of entries) {
    const { organizationId, subject, kind, revision, sequence } = entry
    const key = [organizationId, subject, kind, revision, sequence].join('\n')
    if (!first.has(key)) first.set(key, entry)
  }
  return [...first.values()]
}

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
  reference: 'text',
  voucherNumber: 'text',
  mappingVersion: 'int',
  traceId: 'text',
  runId: 'text',
  line: 'text',
} as const

const payloadColumns = { salt: 'text', body: 'text' } as const

const columnNames =
  sql.raw(`organization_id, kind, subject, revision, sequence, at, status, actor, attempt, code,
  message, reference, voucher_number, mapping_version, trace_id, run_id, line`)

const columnsOf = (table: string) =>
  sql.join(Object.keys(columns).map((name) => sql.id(table, name)))

/** The trace id of a W3C `traceparent`, for finding the trace again. */
const traceIdOf = (traceparent: string | undefined) => traceparent?.split('-')[1]
