import { closed, OrganizationId } from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'

const RecordId = Type.String({
  pattern: '^[^\\u0000-\\u001f\\u007f]{1,64}$',
  description: "The record's id, as its approval has it.",
  examples: ['r-1'],
})

const Revision = Type.Integer({ minimum: 1, maximum: 1_000_000, examples: [1] })

export const RevisionParams = Type.Object({
  organizationId: OrganizationId,
  recordId: RecordId,
  revision: Revision,
})

/** Blanks, control characters and signs of format; named one by one, for `\p{C}` is another set in every language. */
const unseen =
  '\\s\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb'

/** Some character that can be seen, and none that cannot be stored. */
export const Reason = Type.String({
  minLength: 1,
  maxLength: 500,
  pattern: `^[^\\u0000]*[^${unseen}][^\\u0000]*$`,
  description: 'Why, for whoever reads the log later: 1 to 500 characters.',
  examples: ['Bokført for hånd.'],
})

export const VoucherNumber = Type.String({
  pattern: '^[^\\u0000-\\u001f\\u007f]{1,64}$',
  description: 'The voucher in the ledger that stands for it.',
  examples: ['10412'],
})

export const RecordNames = Type.Array(
  Type.Object({ recordId: RecordId, revision: Revision }, { ...closed, title: 'RecordName' }),
  { minItems: 1, maxItems: 1_000, description: 'These records; at most 1,000.' },
)

export const Fingerprint = Type.String({
  pattern: '^[0-9a-f]{24}$',
  description: 'All records of one cause, by its fingerprint.',
  examples: ['1f0b53a6c7de9a0145b2c3d4'],
})
