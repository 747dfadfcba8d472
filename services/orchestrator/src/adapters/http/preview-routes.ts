import { isWithdrawal } from '@bilagsbro/booking/approved-record'
import { ledgerCodeKinds } from '@bilagsbro/booking/ledger-code'
import { Amount, Failure } from '@bilagsbro/events/fields'
import { Voucher } from '@bilagsbro/events/posting'
import { SyncQueued } from '@bilagsbro/events/sync'
import { ok } from '@bilagsbro/kernel/result'
import { recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { Moment, OrganizationParams, PageQuery, RowsOf } from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static } from 'typebox'
import type { UseCases } from '#app.ts'
import type { PreviewedRecords } from '#application/preview-records.ts'
import { verdicts, type Preview } from '#domain/preview.ts'
import { RevisionParams } from './record-fields.ts'

const Verdict = Type.Enum([...verdicts], {
  description:
    'What would come of the record if it were sent now; where several hold, the first in this order. `unchecked`: its voucher is made, and the ledger did not tell whether it takes it. `ready`: nothing stands in its way.',
  examples: ['ready'],
})

const CodeFault = Type.Object(
  {
    kind: Type.Enum([...ledgerCodeKinds]),
    code: Type.String({ examples: ['7140'] }),
    dimension: Type.Optional(Type.String({ description: 'Of a dimension value: the dimension.' })),
    standing: Type.Enum(['missing', 'blocked']),
    why: Type.Optional(Type.String({ description: "In the ledger's own terms." })),
  },
  { title: 'CodeFault', description: 'A code of the ledger that the voucher cannot be booked on.' },
)

const RecordPreview = Type.Object(
  {
    recordId: Type.String(),
    revision: Type.Integer(),
    reference: Type.String({ description: 'What the voucher carries in the ledger.' }),
    recordType: Type.Optional(Type.String({ description: 'Left out of a withdrawal.' })),
    approvedAt: Moment('When it was approved.'),
    total: Type.Optional(Amount('Left out of a withdrawal.')),
    verdict: Verdict,
    waitsFor: Type.Optional(
      Type.Object(
        {
          ...SyncQueued.data.properties.reason.properties,
          nextRunAt: Type.Optional(Moment('When the schedule lets it go.')),
        },
        {
          title: 'WaitsFor',
          description:
            'What keeps a voucher from being made; else what the record was last found to wait for.',
        },
      ),
    ),
    failure: Type.Optional(Failure),
    faults: Type.Array(CodeFault),
    unchecked: Type.Array(Type.Enum([...ledgerCodeKinds]), {
      description: 'The kinds of codes that the ledger did not tell about.',
    }),
    mappingVersion: Type.Optional(
      Type.Integer({ description: 'The version of the mapping that the voucher follows.' }),
    ),
    voucher: Type.Optional(Voucher),
  },
  { title: 'RecordPreview' },
)

const Previewed = Type.Object(
  {
    previewedAt: Moment('When it was looked at.'),
    verdicts: Type.Array(
      Type.Object(
        { verdict: Verdict, count: Type.Integer(), amount: Type.String({ examples: ['1234.50'] }) },
        { title: 'VerdictCount' },
      ),
      { description: 'How many records have each verdict, and what they come to.' },
    ),
    beyond: Type.Integer({
      description: 'How many records wait behind the oldest 10,000, which alone are looked at.',
    }),
    ...RowsOf('Rows', RecordPreview).properties,
  },
  { title: 'Preview' },
)

export const previewRoutes =
  ({ preview }: Pick<UseCases, 'preview'>) =>
  (app: App) => {
    app.get(
      '/organizations/:organizationId/preview',
      {
        config: recordReaders,
        schema: {
          operationId: 'previewWaiting',
          summary: 'What would come of everything that waits, if it were sent now. Sends nothing.',
          params: OrganizationParams,
          querystring: Type.Object(
            { ...PageQuery.properties, verdict: Type.Optional(Verdict) },
            { additionalProperties: false },
          ),
          response: { 200: Previewed },
        },
      },
      async ({ params: { organizationId }, query: { after = '0', limit, verdict } }, reply) => {
        const offset = Number(after)
        const found = await preview.previewWaiting(organizationId, { verdict, offset, limit })
        return send(reply, 200, found.ok ? ok(pageOf(found.value, offset)) : found)
      },
    )
    app.get(
      '/organizations/:organizationId/records/:recordId/revisions/:revision/preview',
      {
        config: recordReaders,
        schema: {
          operationId: 'previewRecord',
          summary: 'What would come of one record, if it were sent now. Sends nothing.',
          params: RevisionParams,
          response: { 200: RecordPreview },
        },
      },
      async ({ params }, reply) => {
        const found = await preview.previewRecord(params)
        return send(reply, 200, found.ok ? ok(shown(found.value)) : found)
      },
    )
  }

function pageOf(
  { previewedAt, tallies, beyond, rows, total }: PreviewedRecords,
  offset: number,
): Static<typeof Previewed> {
  const next = offset + rows.length
  return {
    previewedAt: previewedAt.toISOString(),
    verdicts: [...tallies],
    beyond,
    rows: rows.map(shown),
    next: next < total && rows.length > 0 ? String(next) : null,
    total,
  }
}

function shown(preview: Preview): Static<typeof RecordPreview> {
  const { record, content, mapped, failure, faults, unchecked, verdict } = preview
  const { state } = record
  const waitsFor = preview.waitsFor ?? (state.status === 'pending' ? state.held : undefined)
  return {
    recordId: record.recordId,
    revision: record.revision,
    reference: record.reference,
    approvedAt: record.approvedAt.toISOString(),
    ...(!isWithdrawal(content) && { recordType: content.recordType, total: content.total }),
    verdict,
    ...(waitsFor && { waitsFor }),
    ...(failure && { failure }),
    faults: [...faults],
    unchecked: [...unchecked],
    ...(mapped && { mappingVersion: mapped.mappingVersion, voucher: mapped.voucher }),
  } as Static<typeof RecordPreview>
}
