import type { RecordChange, RecordKey } from './change.ts'

export const keyTypes = { organization_id: 'text', record_id: 'text', revision: 'int' } as const

export const keyColumns = ({ organizationId, recordId, revision }: RecordKey) => ({
  organization_id: organizationId,
  record_id: recordId,
  revision,
})

export const changeTypes = {
  ...keyTypes,
  status: 'text',
  reason: 'jsonb',
  failure: 'jsonb',
  voucher: 'jsonb',
  corrects: 'jsonb',
  mode: 'text',
  moved: 'jsonb',
  reference: 'text',
  attempts: 'int',
  next_attempt_at: 'timestamptz',
  sequence: 'bigint',
} as const

export const columnsOf = (change: RecordChange) => ({
  ...keyColumns(change),
  status: change.status,
  reason: change.reason,
  failure: change.failure,
  voucher: change.voucher,
  corrects: change.corrects,
  mode: change.mode,
  moved: change.moved,
  reference: change.reference,
  attempts: change.attempts,
  next_attempt_at: change.nextAttemptAt,
  sequence: change.sequence,
})
