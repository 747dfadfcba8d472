import { payeeKinds } from '@bilagsbro/booking/approved-record'
import { connectorTypes } from '@bilagsbro/booking/connector-type'
import { failureClasses, subjectKinds } from '@bilagsbro/booking/failure'
import { dimensionNames, subledgerKinds } from '@bilagsbro/booking/mapping'
import { amountPattern } from '@bilagsbro/kernel/money'
import { Type } from 'typebox'

/**
 * No NUL and no half of a character: neither can be stored, and two different halves would become the same. By
 * characters, as JSON Schema has its patterns read (the flag `u`).
 */
const storable = '^[^\\u0000\\ud800-\\udfff]*$'

/** Nor any other control character. */
const wholeCharacters = '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$'

/** An identifier of somebody else's: any text without control characters, 64 characters at most. */
export const Id = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: wholeCharacters, description })

/** Free text, which may be left out but not empty. */
export const Text = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: storable, description })

/** Where something is found; nothing is ever fetched from it here. */
export const Address = (description: string) =>
  Type.String({ maxLength: 2048, pattern: storable, description })

export const Amount = (description = 'A decimal text with exactly two decimals, like "1234.50".') =>
  Type.String({ pattern: amountPattern, description })

export const Day = (description = 'A day as yyyy-mm-dd, like "2026-11-21".') =>
  Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', description })

export const Instant = (
  description = 'A moment in ISO 8601 with its offset, like "2026-11-21T10:00:00Z".',
) =>
  Type.String({
    pattern:
      '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$',
    description,
  })

export const Currency = Type.String({
  pattern: '^[A-Z]{3}$',
  description: 'An ISO 4217 code of three capital letters, like "NOK".',
})

export const Revision = Type.Integer({
  minimum: 1,
  maximum: 1_000_000,
  description: 'A whole number from 1; a higher one replaces or corrects a lower one.',
})

/** One of these words, typed as such. */
export const oneOf = <Value extends string>(
  values: readonly Value[],
  options: { readonly title: string; readonly description?: string },
) =>
  Type.Unsafe<Value>(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      options,
    ),
  )

export const ConnectorType = oneOf(connectorTypes, {
  title: 'ConnectorType',
  description: 'The kind of accounting system.',
})

export const PayeeKind = oneOf(payeeKinds, {
  title: 'PayeeKind',
  description: `One of ${payeeKinds.map((kind) => `"${kind}"`).join(', ')}.`,
})

export const DimensionName = oneOf(dimensionNames, { title: 'DimensionName' })

export const SubledgerKind = oneOf(subledgerKinds, { title: 'SubledgerKind' })

export const FailureClass = oneOf(failureClasses, {
  title: 'FailureClass',
  description: 'What decides whether and when it is tried again.',
})

export const LedgerAnswer = Type.Object(
  {
    status: Type.Integer({ description: 'Of HTTP.' }),
    code: Type.Optional(Type.String({ description: "The accounting system's own code." })),
    correlationId: Type.Optional(
      Type.String({ description: "What the accounting system's support finds the request by." }),
    ),
  },
  {
    title: 'LedgerAnswer',
    description:
      'What the accounting system answered to the request that decided, beside its text. Left out where it gave no answer, or a look-up told.',
  },
)

export const Failure = Type.Object(
  {
    class: FailureClass,
    code: Type.String({
      description: 'Stable and dotted, like "account.blocked"; each has a page of its own.',
    }),
    message: Type.String({ description: 'One sentence for people; no secrets, no personal data.' }),
    retryAfter: Type.Optional(
      Instant('Not before this moment, where the accounting system said so.'),
    ),
    subject: Type.Optional(
      Type.Object(
        { kind: oneOf(subjectKinds, { title: 'SubjectKind' }), value: Type.String() },
        {
          title: 'FailureSubject',
          description:
            'The thing that is wrong, where it is known: an account, a period as yyyy-mm.',
        },
      ),
    ),
    answer: Type.Optional(LedgerAnswer),
  },
  { title: 'Failure' },
)

/** A voucher by the ledger's own number for it. */
export const LedgerVoucher = Type.Object(
  {
    number: Type.String({ description: 'The voucher or document number in the ledger.' }),
    date: Day('The posting date in the ledger.'),
    url: Type.Optional(Type.String({ description: 'Where a person can open it.' })),
  },
  { title: 'LedgerVoucher' },
)

const corrects = {
  revision: Type.Integer({ minimum: 1, description: 'The revision that is in the ledger.' }),
  reference: Type.String({ description: "What that revision's voucher carries in the ledger." }),
  voucherNumber: Type.String({ description: "The ledger's number of that voucher." }),
}

/** The voucher that a voucher corrects. */
export const Corrects = Type.Object(corrects, {
  title: 'CorrectedVoucher',
  description: 'The earlier voucher that this one takes back and replaces, or only takes back.',
})

export const Correction = Type.Object(
  {
    ...corrects,
    lines: Type.Integer({
      minimum: 0,
      description: 'How many of the first lines take back what is in the ledger.',
    }),
  },
  {
    title: 'Correction',
    description: 'Set where the voucher corrects an earlier one of the same record.',
  },
)

/** Left out where a voucher is booked. */
export const VoucherMode = Type.Literal('draft', {
  description: 'Left in the ledger for a person there to post. Left out: it is booked.',
})

/** Another posting date than a record's own. */
export const MovedDate = Type.Object(
  {
    from: Day("The record's own day, whose period is closed in the ledger."),
    to: Day('The day that its voucher carries instead.'),
    rule: Type.Union([Type.Literal('next_open'), Type.Literal('today')], {
      title: 'DateChoice',
      description: 'The next open period, or the day on which it was decided.',
    }),
    by: Type.Optional(
      Id("The user id of whoever chose it; left out where the organisation's policy did."),
    ),
    note: Type.Optional(Type.String({ description: 'The reason, in words of their own.' })),
  },
  { title: 'MovedDate' },
)

/** Rises with every event about the same record, run or connector; a reader applies only a greater one. */
export const Sequence = Type.Integer({ minimum: 1 })
