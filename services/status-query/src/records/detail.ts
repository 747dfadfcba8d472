import { FailureClass, SubledgerKind } from '@bilagsbro/events/fields'
import { idOf } from '@bilagsbro/kernel/name'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { isKnown } from '#audit/log-query.ts'
import { entryColumns, LogRow, shownEntry, type FoundEntry } from '#audit/log-row.ts'
import { iso } from '../moments.ts'
import { recordColumns, ShownRecord, shownRecord, type FoundRecord } from './query.ts'

export const SentDimension = Type.Object(
  { code: Type.String(), value: Type.String() },
  { title: 'SentDimension' },
)

const SentLine = Type.Object(
  {
    account: Type.String({ examples: ['7140'] }),
    amount: Type.String({ description: 'A debit, or a credit below zero.' }),
    vatCode: Type.Optional(Type.String()),
    dimensions: Type.Optional(Type.Array(SentDimension)),
    subledger: Type.Optional(
      Type.Object({ kind: SubledgerKind, number: Type.String() }, { title: 'SentSubledger' }),
    ),
    description: Type.Optional(Type.String({ description: 'Masked: that there was one.' })),
  },
  { title: 'SentLine' },
)

const Sent = Type.Object(
  {
    postingDate: Type.String({ examples: ['2026-11-21'] }),
    currency: Type.String({ examples: ['NOK'] }),
    lines: Type.Array(SentLine),
  },
  { title: 'SentVoucher', description: 'As its last attempt asked for it.' },
)

const Correcting = Type.Object(
  {
    revision: Type.Integer({ description: 'The revision that took this one back.' }),
    reference: Type.Optional(Type.String({ description: 'What its voucher carries.' })),
    voucherNumber: Type.Optional(Type.String({ description: "The ledger's number of it." })),
  },
  { title: 'CorrectingVoucher' },
)

const Handling = Type.Object(
  {
    at: Moment('When it was settled without being sent.'),
    by: Type.Optional(Type.String({ description: 'The user id of whoever decided it.' })),
    reason: Type.String({ examples: ['by_person'] }),
    note: Type.Optional(Type.String({ description: 'In words of their own, unless erased.' })),
    voucherNumber: Type.Optional(
      Type.String({ description: 'The voucher that stands for it, as they say.' }),
    ),
  },
  { title: 'RecordHandling' },
)

const RecordRevision = Type.Object(
  {
    ...ShownRecord.properties,
    sent: Type.Optional(Sent),
    correctedBy: Type.Optional(Correcting),
    handled: Type.Optional(Handling),
  },
  { title: 'RecordRevision' },
)

const Attempt = Type.Object(
  {
    revision: Type.Integer(),
    attempt: Type.Integer(),
    status: Type.String({ description: 'What is known of it last.', examples: ['failed'] }),
    requestedAt: Type.Optional(Moment('When it was asked for last.')),
    endedAt: Type.Optional(Moment('When it was settled or failed.')),
    class: Type.Optional(FailureClass),
    code: Type.Optional(Type.String({ examples: ['account.blocked'] })),
    message: Type.Optional(Type.String()),
    voucherNumber: Type.Optional(Type.String()),
    mappingVersion: Type.Optional(Type.Integer()),
    runId: Type.Optional(Type.String()),
    traceId: Type.Optional(Type.String()),
  },
  { title: 'RecordAttempt' },
)

export const RecordDetail = Type.Object(
  {
    recordId: Type.String(),
    revisions: Type.Array(RecordRevision, { description: 'The highest first.' }),
    attempts: Type.Array(Attempt, { description: 'The latest first.' }),
    events: Type.Array(LogRow, {
      description:
        'What happened to it, by its entries in the log: the latest 1,000, newest first.',
    }),
  },
  { title: 'RecordDetail' },
)
type RecordDetail = Static<typeof RecordDetail>

/** A record from its approval to the ledger: what it is now, and what the log holds of its way. */
export const createRecordDetail =
  (orm: Database) =>
  async (organizationId: string, id: string): Promise<Result<RecordDetail, Refusal>> => {
    if (!(await isKnown(orm, organizationId))) return err(unknownOrganization)
    const recordId = idOf(id)
    const { rows: found } = await sql<FoundRecord>`
      select ${recordColumns} from record
      where organization_id = ${organizationId} and record_id = ${recordId}
      order by revision desc`.execute(orm.em.fork().getKysely())
    if (found.length === 0) return err(unknownRecord)
    const entries = await readWay(orm, organizationId, recordId)
    const revisions = found.map(shownRecord)
    return ok({
      recordId,
      revisions: revisions.map((one) => ({
        ...one,
        ...sentOf(entries, one.revision),
        ...correctionOf(revisions, one.revision),
        ...(one.status === 'handled' && handlingOf(entries, one.revision)),
      })) as RecordDetail['revisions'],
      attempts: attemptsOf(entries),
      events: entries.map(shownEntry),
    })
  }

const unknownRecord: Refusal = { kind: 'missing', code: 'record.not_found' }

/** What the log holds of a record's way to the ledger, the latest first. */
async function readWay(orm: Database, organizationId: string, recordId: string) {
  const { rows } = await sql<FoundEntry>`
    select ${entryColumns} from sync_logs l
    where l.organization_id = ${organizationId} and l.subject = ${recordId} and l.revision > 0
    order by l.at desc, l.id desc limit 1000`.execute(orm.em.fork().getKysely())
  return rows
}

function sentOf(entries: readonly FoundEntry[], revision: number) {
  const request = entries.find(
    (one) => one.kind === 'posting.requested' && one.revision === revision && one.body !== null,
  )
  if (!request) return {}
  const { postingDate, currency, lines } = JSON.parse(request.body!) as Static<typeof Sent>
  return { sent: { postingDate, currency, lines } }
}

function correctionOf(revisions: readonly ReturnType<typeof shownRecord>[], revision: number) {
  const by = revisions.find(({ corrects }) => corrects?.revision === revision)
  if (!by) return {}
  const { reference, voucher } = by
  return {
    correctedBy: {
      revision: by.revision,
      ...(reference !== undefined && { reference }),
      ...(voucher && { voucherNumber: voucher.number }),
    },
  }
}

function handlingOf(entries: readonly FoundEntry[], revision: number) {
  const entry = entries.find((one) => one.kind === 'sync.handled' && one.revision === revision)
  if (!entry) return {}
  const { note } = JSON.parse(entry.body ?? '{}') as { note?: string }
  return {
    handled: {
      at: iso(entry.at),
      reason: entry.code ?? 'by_person',
      ...(entry.actor !== null && { by: entry.actor }),
      ...(note !== undefined && { note }),
      ...(entry.voucherNumber !== null && { voucherNumber: entry.voucherNumber }),
    },
  }
}

const attemptKinds = new Set(['posting.requested', 'sync.succeeded', 'sync.failed'])

function attemptsOf(entries: readonly FoundEntry[]): RecordDetail['attempts'] {
  const sent = entries.filter(
    ({ kind, attempt }) => attempt !== null && attempt > 0 && attemptKinds.has(kind),
  )
  const groups = Map.groupBy(sent, ({ revision, attempt }) => `${revision}.${attempt}`)
  return [...groups.values()].map((group) => {
    const request = group.find(({ kind }) => kind === 'posting.requested')
    const end = group.find(({ kind }) => kind !== 'posting.requested')
    const last = end ?? group[0]!
    const said = JSON.parse(end?.line ?? '{}') as { class?: Static<typeof FailureClass> }
    const known = {
      class: said.class,
      code: end?.code,
      message: end?.message,
      voucherNumber: end?.voucherNumber,
      mappingVersion: last.mappingVersion,
      runId: last.runId,
      traceId: last.traceId,
    }
    return {
      revision: last.revision,
      attempt: last.attempt!,
      status: last.status,
      ...(request && { requestedAt: iso(request.at) }),
      ...(end && { endedAt: iso(end.at) }),
      ...(Object.fromEntries(
        Object.entries(known).filter(([, value]) => value !== null && value !== undefined),
      ) as object),
    }
  })
}
