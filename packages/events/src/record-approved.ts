import { Type } from 'typebox'
import { defineEvent, type DataOf } from './define-event.ts'
import { Address, Amount, Currency, Day, Id, Instant, PayeeKind, Revision, Text } from './fields.ts'

const Line = Type.Object(
  {
    lineId: Id('The line within the record.'),
    category: Id('The expense category, as the mapping knows it.'),
    amount: Amount(),
    date: Day(),
    text: Type.Optional(
      Text(250, 'Free text; goes to the ledger only where the organisation opted in.'),
    ),
    costCenter: Type.Optional(Id('The cost centre in the ledger.')),
    project: Type.Optional(Id('The project or grant in the ledger.')),
    vatCode: Type.Optional(Id("The ledger's VAT code; else the mapping's.")),
  },
  { title: 'RecordLine' },
)

export const RecordApproved = defineEvent({
  type: 'record.approved',
  version: 1,
  key: 'recordId',
  summary:
    'A record was approved and is to be posted. Identity is organisation, record and revision; the same again is ignored, the same identity with other content is dead-lettered. No national identity numbers, no names.',
  data: Type.Object({
    organizationId: Id('The organisation, as Bilagsbro knows it.'),
    recordId: Id('The record, unique within the organisation.'),
    revision: Revision,
    recordType: Id('For example "travel_reimbursement", "expense" or "honorarium".'),
    approvedAt: Instant(),
    approvedBy: Id('The id, not the name, of the person who approved.'),
    payee: Type.Object(
      {
        id: Id('The id, not the name, of the person to be paid.'),
        kind: PayeeKind,
        ledgerNumber: Type.Optional(Id("The payee's supplier or employee number in the ledger.")),
      },
      { title: 'Payee', description: 'Who is to be paid: id and kind.' },
    ),
    currency: Currency,
    total: Amount(),
    lines: Type.Array(Line, { minItems: 1, maxItems: 200, description: 'From 1 to 200 lines.' }),
    attachments: Type.Optional(
      Type.Array(
        Type.Object(
          {
            url: Address('Where the file is fetched.'),
            filename: Text(255, 'The name of the file.'),
            mediaType: Text(127, 'The media type, like "image/jpeg".'),
            sha256: Type.String({
              pattern: '^[0-9a-f]{64}$',
              description: 'SHA-256 of the file, in hex.',
            }),
          },
          { title: 'Attachment' },
        ),
        { maxItems: 50, description: 'At most 50 files.' },
      ),
    ),
  }),
})
export type RecordApproved = DataOf<typeof RecordApproved>
