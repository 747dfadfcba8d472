import { Type } from 'typebox'
import { defineEvent, type DataOf } from './define-event.ts'
import { Id, Instant, Sequence } from './fields.ts'

export const AuditChecked = defineEvent({
  type: 'audit.checked',
  version: 1,
  key: 'organizationId',
  summary:
    "Whether an organisation's log is still as it was sealed. Told when that changes: where a log was found to be broken, and when it was found whole again.",
  data: Type.Object({
    organizationId: Id('The organisation.'),
    sequence: Sequence,
    at: Instant('When it was checked.'),
    intact: Type.Boolean(),
    fault: Type.Optional(
      Type.String({ description: 'What is wrong first, as the verification of the log names it.' }),
    ),
    number: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Of the entry that the fault is at, in its chain.' }),
    ),
  }),
})
export type AuditChecked = DataOf<typeof AuditChecked>
