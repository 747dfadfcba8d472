import type { EventDefinition } from '@bilagsbro/events/define-event'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'

/** The audit log's fields of an event, beside its kind and its trace. */
export interface Entry {
  readonly organizationId: string
  /** The record, run or connector that the event is about. */
  readonly subject: string
  /** Of a record. */
  readonly revision?: number | undefined
  readonly sequence: number
  readonly at: string
  readonly status: string
  readonly actor?: string | undefined
  readonly attempt?: number | undefined
  readonly code?: string | undefined
  readonly message?: string | undefined
  readonly reference?: string | undefined
  readonly voucherNumber?: string | undefined
  readonly mappingVersion?: number | undefined
}

/** Adds an entry for each event; an entry that is there already stays. */
export async function writeLog<E>(
  em: EntityManager,
  { type }: EventDefinition,
  events: readonly { readonly data: E; readonly traceparent?: string | undefined }[],
  entryOf: (event: E) => Entry,
): Promise<void> {
  const rows = events.map(({ data, traceparent }) => ({
    revision: 0,
    ...entryOf(data),
    kind: type,
    traceId: traceIdOf(traceparent),
  }))
  await sql`
    insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status, actor, attempt, code,
      message, reference, voucher_number, mapping_version, trace_id)
    select r.* from ${recordset('r', rows, entryTypes)}
    on conflict (organization_id, subject, kind, revision, sequence) do nothing`.execute(
    em.getKysely(),
  )
}

const entryTypes = {
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
} as const

/** The trace id of a W3C `traceparent`, for finding the trace again. */
const traceIdOf = (traceparent: string | undefined) => traceparent?.split('-')[1]
