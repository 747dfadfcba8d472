import { SyncHandled } from '@bilagsbro/events/sync'
import { dimensionNames } from '@bilagsbro/booking/mapping'
import { oneOf } from '@bilagsbro/events/fields'
import { SentDimension } from '#records/detail.ts'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static, type TSchema } from 'typebox'
import { dateReasons, places } from './classified.ts'

const amount = (description: string) => Type.String({ description, examples: ['1234.50'] })

export const PeriodSum = Type.Object(
  { count: Type.Integer(), amount: amount('As approved, of all of them together.') },
  { title: 'PeriodSum' },
)
export type PeriodSum = Static<typeof PeriodSum>

const LinesUnknown = Type.Object(
  {
    ...PeriodSum.properties,
    archived: Type.Integer({
      description:
        'How many of them were approved before the end of what was archived of the log: their lines are in the archives, if the log held them.',
    }),
  },
  { title: 'LinesUnknown' },
)
export type LinesUnknown = Static<typeof LinesUnknown>

const booking = {
  debit: amount('Debits.'),
  credit: amount('Credits.'),
  net: amount('Debits less credits.'),
}

const listOf = <Row extends TSchema>(row: Row, description: string) =>
  Type.Array(row, { description })

const DateReason = oneOf(dateReasons, {
  title: 'DateReason',
  description:
    'The vouchers are dated by their last line; or the period was closed, and the date was moved; or the ledger booked it on another day than was asked for; or what was asked for left the log for an archive; or it is not known.',
})

const Difference = Type.Object(
  {
    direction: Type.Union([Type.Literal('booked_elsewhere'), Type.Literal('approved_elsewhere')], {
      title: 'PeriodDirection',
      description:
        'Approved in this month and booked in another, or booked in this month and approved in another.',
    }),
    month: Type.Optional(
      Type.String({
        description: 'That other month. Left out until the approval itself was read.',
        examples: ['2026-12'],
      }),
    ),
    reason: DateReason,
    ...PeriodSum.properties,
  },
  { title: 'PeriodDifference' },
)

const PeriodTotal = Type.Object(
  {
    account: Type.String({ examples: ['7140'] }),
    vatCode: Type.Optional(
      Type.String({
        description:
          'The amount includes its VAT, which the ledger moves to accounts of its own by this code.',
      }),
    ),
    dimensions: Type.Array(SentDimension),
    ...booking,
  },
  { title: 'PeriodTotal' },
)

const AccountTotal = Type.Object(
  { account: Type.String({ examples: ['7140'] }), ...booking },
  { title: 'AccountTotal' },
)

const DimensionTotals = Type.Object(
  {
    code: Type.String({ description: "The ledger's own code of it.", examples: ['AVDELING'] }),
    name: Type.Optional(
      oneOf(dimensionNames, {
        title: 'DimensionMeaning',
        description: 'What the mapping of today uses it for.',
      }),
    ),
    values: Type.Array(
      Type.Object(
        { value: Type.String({ examples: ['100'] }), ...booking },
        { title: 'DimensionTotal' },
      ),
    ),
  },
  { title: 'DimensionTotals' },
)

export const PeriodReport = Type.Object(
  {
    organizationId: Type.String(),
    month: Type.String({ examples: ['2026-11'] }),
    approved: Type.Object(
      {
        ...PeriodSum.properties,
        logged: Type.Integer({
          description: 'Approvals of the month that the sealed log holds: counted apart.',
        }),
        archived: Type.Integer({
          description:
            'Approvals of the month that left the log for archives: counted as they did.',
        }),
        agrees: Type.Optional(
          Type.Boolean({
            description:
              'Whether the log and its archives together hold as many. Left out where that cannot be told: one of them may stand in both, or an archive was made before such were counted.',
          }),
        ),
      },
      {
        title: 'PeriodApprovals',
        description: 'Each revision that was approved in the month, withdrawals among them.',
      },
    ),
    places: Type.Object(
      Object.fromEntries(places.map((place) => [place, PeriodSum])) as Record<
        (typeof places)[number],
        typeof PeriodSum
      >,
      {
        title: 'PeriodPlaces',
        description: 'Where they stand now: each in one place, so that these add up to approved.',
      },
    ),
    handled: listOf(
      Type.Object(
        { reason: SyncHandled.data.properties.reason, ...PeriodSum.properties },
        { title: 'HandledSum' },
      ),
      'Those that are handled, by what settled them.',
    ),
    booked: Type.Object(
      {
        ...PeriodSum.properties,
        takenBack: PeriodSum,
        linesUnknown: LinesUnknown,
      },
      {
        title: 'PeriodBooked',
        description:
          'Vouchers with a posting date in the month, whenever approved; what they take back of earlier revisions; and those whose lines the log does not hold, which are not in the totals.',
      },
    ),
    differences: listOf(
      Difference,
      'What lies between what was approved in the month and is in the books, and what is booked in it.',
    ),
    totals: listOf(PeriodTotal, 'The lines of what is booked in the month, as asked for.'),
    accounts: listOf(AccountTotal, 'The same by account.'),
    dimensions: listOf(DimensionTotals, 'The same by the value of each dimension.'),
    asOf: Moment('When this was read.'),
  },
  { title: 'PeriodReport' },
)
export type PeriodReport = Static<typeof PeriodReport>
