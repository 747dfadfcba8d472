import { isWithdrawal } from '@bilagsbro/booking/approved-record'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { ok } from '@bilagsbro/kernel/result'
import { recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static } from 'typebox'
import type { UseCases } from '#app.ts'
import type { KeptRecord } from '#application/ports/sync-store.ts'
import { RevisionParams } from './record-fields.ts'

const { payee, currency, total, recordType } = RecordApproved.data.properties

const ApprovedLine = Type.Object(
  {
    lineId: Type.String(),
    category: Type.String({ examples: ['taxi'] }),
    amount: Type.String({ examples: ['125.50'] }),
    date: Type.String({ format: 'date', examples: ['2026-11-19'] }),
    costCenter: Type.Optional(Type.String()),
    project: Type.Optional(Type.String()),
    vatCode: Type.Optional(Type.String()),
    hasText: Type.Boolean({ description: 'Whether the claimant wrote something about it.' }),
  },
  { title: 'ApprovedLine' },
)

const ApprovedFile = Type.Object(
  { filename: Type.String(), mediaType: Type.String(), sha256: Type.String() },
  { title: 'ApprovedFile' },
)

const ApprovedRevision = Type.Object(
  {
    recordId: Type.String(),
    revision: Type.Integer(),
    reference: Type.String({ description: 'What its voucher carries in the ledger.' }),
    approvedAt: Moment('When it was approved, or withdrawn.'),
    approvedBy: Type.String({ description: 'The user id of whoever did.' }),
    isWithdrawal: Type.Boolean({ description: 'The record is not to be in the ledger.' }),
    recordType: Type.Optional(recordType),
    payee: Type.Optional(payee),
    currency: Type.Optional(currency),
    total: Type.Optional(total),
    lines: Type.Array(ApprovedLine, { description: 'None of a withdrawal.' }),
    attachments: Type.Array(ApprovedFile),
  },
  {
    title: 'ApprovedRevision',
    description: "Without the claimant's own words, and without the addresses of the files.",
  },
)

export const revisionRoutes =
  ({ readRevision }: Pick<UseCases, 'readRevision'>) =>
  (app: App) => {
    app.get(
      '/organizations/:organizationId/records/:recordId/revisions/:revision',
      {
        config: recordReaders,
        schema: {
          operationId: 'readRevision',
          summary: 'A revision of a record as it was approved, sent or not.',
          params: RevisionParams,
          response: { 200: ApprovedRevision },
        },
      },
      async ({ params }, reply) => {
        const kept = await readRevision(params)
        return send(reply, 200, kept.ok ? ok(shown(kept.value)) : kept)
      },
    )
  }

function shown({ record, content }: KeptRecord): Static<typeof ApprovedRevision> {
  const { recordId, revision, reference } = record
  const named = { recordId, revision, reference, approvedAt: record.approvedAt.toISOString() }
  if (isWithdrawal(content)) {
    const approvedBy = content.withdrawnBy
    return { ...named, approvedBy, isWithdrawal: true, lines: [], attachments: [] }
  }
  const { id, kind, ledgerNumber } = content.payee
  return {
    ...named,
    approvedBy: content.approvedBy,
    isWithdrawal: false,
    recordType: content.recordType,
    payee: { id, kind, ...(ledgerNumber !== undefined && { ledgerNumber }) },
    currency: content.currency,
    total: content.total,
    lines: content.lines.map(({ text, ...line }) => ({ ...line, hasText: text !== undefined })),
    attachments: (content.attachments ?? []).map(({ filename, mediaType, sha256 }) => ({
      filename,
      mediaType,
      sha256,
    })),
  } as Static<typeof ApprovedRevision>
}
