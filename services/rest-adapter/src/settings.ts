import { Type, type Static } from 'typebox'

export const settings = Type.Object({
  ALLOWED_PRIVATE_HOSTS: Type.String({
    default: '',
    pattern: '^([A-Za-z0-9.:[\\]-]+:[0-9]+(,[A-Za-z0-9.:[\\]-]+:[0-9]+)*)?$',
    description:
      'List, as host:port with commas, ledgers that may be reached inside this network and without TLS. Leave it out, unless it is a stand-in.',
  }),
  ALLOWED_PORTS: Type.String({
    default: '443,8443',
    pattern: '^[0-9]+(,[0-9]+)*$',
    description: 'List the ports that ledgers may be reached on, with commas.',
  }),
  REQUESTS_PER_MINUTE: Type.Integer({
    default: 600,
    minimum: 1,
    maximum: 1_000_000_000,
    description: 'Give the requests that may be made to one ledger in a minute.',
  }),
  REQUESTS_AT_ONCE: Type.Integer({
    default: 64,
    minimum: 1,
    maximum: 64,
    description:
      'Give the requests that may be made at the same time with one credential to one ledger, at most. A connection that says nothing makes 8.',
  }),
  CALL_TIMEOUT_MS: Type.Integer({
    default: 60_000,
    minimum: 100,
    maximum: 480_000,
    description: 'Give the milliseconds that sending one flight may take.',
  }),
  SETTLE_HORIZON_MS: Type.Integer({
    default: 1_200_000,
    minimum: 0,
    maximum: 3_600_000,
    description:
      'Give the milliseconds after which no ledger carries out a request that was given up: 20 minutes, unless it is a stand-in.',
  }),
  MOVE_MS: Type.Integer({
    default: 60_000,
    minimum: 0,
    maximum: 3_600_000,
    description:
      'Give the milliseconds for which a voucher may show nowhere, on its way from being held to being booked.',
  }),
  FOLLOW_UP_FIRST_MS: Type.Integer({
    default: 300_000,
    minimum: 10,
    maximum: 86_400_000,
    description: 'Give the milliseconds from a delivery to the first look whether it is booked.',
  }),
  FOLLOW_UP_LONGEST_MS: Type.Integer({
    default: 3_600_000,
    minimum: 10,
    maximum: 86_400_000,
    description: 'Give the milliseconds between two looks for what waits in a ledger, at most.',
  }),
  FOLLOW_UP_APART_MS: Type.Integer({
    default: 900_000,
    minimum: 10,
    maximum: 86_400_000,
    description:
      'Give the milliseconds after which what was missing once, and is missing again, counts as deleted in the ledger.',
  }),
  TEMPLATE_DEADLINE_MS: Type.Integer({
    default: 2_000,
    minimum: 50,
    maximum: 30_000,
    description: 'Give the milliseconds in which the template must make the bodies of a flight.',
  }),
  TEMPLATE_MEMORY_MB: Type.Integer({
    default: 48,
    minimum: 16,
    maximum: 512,
    description: 'Give the megabytes that templates may use.',
  }),
})

export type RestSettings = Static<typeof settings>
