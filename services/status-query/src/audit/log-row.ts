import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { definitions } from '@bilagsbro/events/catalogue'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { iso } from '../moments.ts'

const kindExamples = definitions.map(({ type }) => type).slice(0, 3)

export const LogRow = Type.Object(
  {
    id: Type.String({ description: 'The entry.', examples: ['1204'] }),
    organizationId: Type.String(),
    at: Moment('When it happened.'),
    kind: Type.String({
      description: 'The type of the event, or what was done to the log itself.',
      examples: kindExamples,
    }),
    status: Type.String({ examples: ['failed'] }),
    recordId: Type.Optional(Type.String({ description: 'Of an entry about a record.' })),
    revision: Type.Optional(Type.Integer()),
    runId: Type.Optional(Type.String()),
    attempt: Type.Optional(Type.Integer()),
    actor: Type.Optional(Type.String({ description: 'The user id of whoever did it.' })),
    code: Type.Optional(Type.String({ examples: ['account.blocked'] })),
    message: Type.Optional(
      Type.String({ description: 'The error message, or the reason that a person gave.' }),
    ),
    reference: Type.Optional(Type.String({ examples: ['BB27842DZ3V0HVHP'] })),
    voucherNumber: Type.Optional(Type.String()),
    mappingVersion: Type.Optional(Type.Integer()),
    traceId: Type.Optional(Type.String()),
    otherContent: Type.Optional(
      Type.Literal(true, {
        description:
          'The revision had a content before, which counts: this one was set aside, and nothing came of it.',
      }),
    ),
  },
  { title: 'LogRow' },
)
export type LogRow = Static<typeof LogRow>

export interface FoundEntry {
  readonly id: string
  readonly organizationId: string
  readonly kind: string
  readonly subject: string
  readonly revision: number
  /** In milliseconds. */
  readonly at: number
  /** What a page begins behind. */
  readonly place: string
  readonly status: string
  readonly actor: string | null
  readonly attempt: number | null
  readonly code: string | null
  readonly message: string | null
  readonly reference: string | null
  readonly voucherNumber: string | null
  readonly mappingVersion: number | null
  readonly traceId: string | null
  readonly runId: string | null
  readonly line: string | null
  readonly salt: string | null
  readonly body: string | null
  readonly isOtherContent: boolean
}

/**
 * The moment of an approval is part of its content: of two of one revision, the first counts, and the orchestrator
 * sets the other aside.
 */
const isOtherContent = sql`(case when l.kind in ('record.approved', 'record.withdrawn') and l.status <> 'set_aside' then exists (
    select from record where organization_id = l.organization_id and record_id = l.subject
      and revision = l.revision and approved_at <> l.at
  ) else false end)`

/** Of `l`, an entry. Entries from before the chain have no line, and some columns more. */
export const entryColumns: RawBuilder<unknown> = sql`
  l.id::text as id, l.organization_id as "organizationId", l.kind, l.subject, l.revision,
  (extract(epoch from l.at) * 1000)::float8 as at, ((extract(epoch from l.at) * 1000000)::bigint || '.' || l.id) as place,
  l.status, l.actor, l.attempt, l.code, l.message,
  coalesce(l.reference, l.line::json ->> 'reference') as reference, l.voucher_number as "voucherNumber",
  l.mapping_version as "mappingVersion", coalesce(l.trace_id, l.line::json ->> 'traceId') as "traceId", l.run_id as "runId", l.line,
  encode(l.salt, 'hex') as salt, l.body, ${isOtherContent} as "isOtherContent"`

export function shownEntry(found: FoundEntry): LogRow {
  const { id, organizationId, kind, status, subject, revision } = found
  const optional = {
    runId: found.runId,
    attempt: found.attempt,
    actor: found.actor,
    code: found.code,
    message: found.message ?? noteOf(found),
    reference: found.reference ?? referenceTo(found),
    voucherNumber: found.voucherNumber,
    mappingVersion: found.mappingVersion,
    traceId: found.traceId,
  }
  return {
    id,
    organizationId,
    at: iso(found.at),
    kind,
    status,
    ...(revision > 0 && { recordId: subject, revision }),
    ...(found.isOtherContent && { otherContent: true as const }),
    ...Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== null && value !== undefined),
    ),
  }
}

/** What the voucher of a record carries, also where the entry is from before it was sent: a record has one name in the log. */
const referenceTo = ({ organizationId, subject, revision }: FoundEntry) =>
  revision > 0 ? voucherReference(organizationId, subject, revision) : undefined

/** A person's own words, unless they were erased. */
function noteOf({ body }: FoundEntry): string | undefined {
  const kept = body === null ? {} : (JSON.parse(body) as { note?: string })
  return kept.note
}
