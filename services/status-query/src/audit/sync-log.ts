import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'

/** One entry of the audit log. Organisation, subject, kind, revision and sequence are its identity. */
export interface LogEntry {
  readonly organizationId: string
  readonly kind: string
  readonly subject: string
  readonly revision: number
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
  readonly traceId?: string | undefined
}

/** Adds entries; one that is there already stays as it is. */
export async function writeLog(em: EntityManager, entries: readonly LogEntry[]) {
  await sql`
    insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status, actor, attempt, code,
      message, reference, voucher_number, mapping_version, trace_id)
    select r.* from ${recordset('r', entries, entryTypes)}
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
export const traceIdOf = (traceparent: string | undefined) => traceparent?.split('-')[1]
