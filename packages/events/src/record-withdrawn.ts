import { Type } from 'typebox'
import { defineEvent, type DataOf } from './define-event.ts'
import { Id, Instant, Revision, Text } from './fields.ts'

export const RecordWithdrawn = defineEvent({
  type: 'record.withdrawn',
  version: 1,
  key: 'recordId',
  summary:
    'A record is not to be in the ledger: a revision with no lines, higher than every revision that it withdraws. What was not sent is not sent any more; what is posted is taken back by a counter-voucher. The same again is ignored, the same revision with other content is dead-lettered. A still higher revision approves the record anew.',
  data: Type.Object({
    organizationId: Id('The organisation, as Bilagsbro knows it.'),
    recordId: Id('The record, as it was approved.'),
    revision: Revision,
    withdrawnAt: Instant(),
    withdrawnBy: Id('The id, not the name, of the person who withdrew it.'),
    reason: Type.Optional(
      Text(250, 'Why, in a few words, without names. It does not go to the ledger.'),
    ),
  }),
})
export type RecordWithdrawn = DataOf<typeof RecordWithdrawn>
