import { Type, type Static } from 'typebox'

const milliseconds = (fallback: number, minimum: number, maximum: number, description: string) =>
  Type.Integer({ default: fallback, minimum, maximum, description })

export const settings = Type.Object({
  XLEDGER_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^/]+$',
      description:
        "Leave it out, except for a stand-in: its address, without a path, takes the place of Xledger's own.",
    }),
  ),
  REQUESTS_PER_MINUTE: Type.Integer({
    default: 80,
    minimum: 1,
    maximum: 1_000_000_000,
    description:
      'Give the requests that Xledger takes for one token in a minute: 80 stay within 20 in five seconds, unless it is a stand-in.',
  }),
  CALL_TIMEOUT_MS: milliseconds(
    60_000,
    100,
    480_000,
    'Give the milliseconds that sending one flight may take.',
  ),
  SETTLE_HORIZON_MS: milliseconds(
    1_200_000,
    0,
    3_600_000,
    'Give the milliseconds after which Xledger no longer carries out a call that was given up: 20 minutes, unless it is a stand-in.',
  ),
  MOVE_MS: milliseconds(
    60_000,
    1,
    3_600_000,
    'Give the milliseconds for which a line may show nowhere in Xledger, on its way from the import to the journal.',
  ),
  FOLLOW_UP_FIRST_MS: milliseconds(
    300_000,
    10,
    86_400_000,
    'Give the milliseconds from a delivery to the first look whether it is booked.',
  ),
  FOLLOW_UP_LONGEST_MS: milliseconds(
    3_600_000,
    10,
    86_400_000,
    'Give the milliseconds between two looks for what waits in Xledger, at most.',
  ),
  FOLLOW_UP_APART_MS: milliseconds(
    900_000,
    10,
    86_400_000,
    'Give the milliseconds after which what was missing once, and is missing again, counts as deleted in Xledger.',
  ),
})

export type XledgerSettings = Static<typeof settings>
