import { Type } from 'typebox'

export const RecordId = Type.String({
  pattern: '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]{1,64}$',
  description: "The record's id, as its approval has it.",
  examples: ['r-1'],
})

export const Revision = Type.Integer({ minimum: 1, maximum: 1_000_000, examples: [1] })

/** Some character that can be seen, and none that cannot be stored. */
export const Reason = Type.String({
  minLength: 1,
  maxLength: 500,
  pattern: '^[^\\u0000\\ud800-\\udfff]*[^\\s\\u0000\\ud800-\\udfff][^\\u0000\\ud800-\\udfff]*$',
  description: 'Why, for whoever reads the log later: 1 to 500 characters.',
  examples: ['Bokført for hånd.'],
})

export const VoucherNumber = Type.String({
  pattern: '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]{1,64}$',
  description: 'The voucher in the ledger that stands for it.',
  examples: ['10412'],
})
