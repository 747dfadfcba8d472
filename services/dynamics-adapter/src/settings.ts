import { Type, type Static } from 'typebox'

export const settings = Type.Object({
  ENTRA_AUTHORITY: Type.String({
    default: 'https://login.microsoftonline.com',
    pattern: '^https?://[^/]+$',
    description: 'Give the address of Microsoft Entra ID, without a path.',
  }),
  BUSINESS_CENTRAL_URL: Type.String({
    default: 'https://api.businesscentral.dynamics.com',
    pattern: '^https?://[^/]+$',
    description: 'Give the address of Business Central, without a path.',
  }),
  REQUESTS_PER_MINUTE: Type.Integer({
    default: 1_200,
    minimum: 1,
    maximum: 1_000_000_000,
    description:
      'Give the requests that Business Central takes from one application in a minute: 1200 (6000 in five minutes), unless it is a stand-in.',
  }),
  CALL_TIMEOUT_MS: Type.Integer({
    default: 120_000,
    minimum: 100,
    maximum: 480_000,
    description: 'Give the milliseconds that sending one flight may take.',
  }),
  SETTLE_HORIZON_MS: Type.Integer({
    default: 1_200_000,
    minimum: 0,
    maximum: 3_600_000,
    description:
      'Give the milliseconds after which Business Central no longer carries out a call that was given up: 20 minutes, unless it is a stand-in.',
  }),
  ROLLBACK_HORIZON_MS: Type.Integer({
    default: 480_000,
    minimum: 1,
    maximum: 3_600_000,
    description:
      'Give the milliseconds for which Business Central may still take back what it shows: 8 minutes, which an operation may run, unless it is a stand-in.',
  }),
  FOLLOW_UP_FIRST_MS: Type.Integer({
    default: 300_000,
    minimum: 10,
    maximum: 86_400_000,
    description: 'Give the milliseconds from a draft to the first look whether it is posted.',
  }),
  FOLLOW_UP_LONGEST_MS: Type.Integer({
    default: 3_600_000,
    minimum: 10,
    maximum: 86_400_000,
    description: 'Give the milliseconds between two looks for drafts that wait, at most.',
  }),
  FOLLOW_UP_APART_MS: Type.Integer({
    default: 900_000,
    minimum: 10,
    maximum: 86_400_000,
    description:
      'Give the milliseconds after which a draft that was missing once, and is missing again, counts as deleted.',
  }),
})

export type BusinessCentralSettings = Static<typeof settings>
