import { adapterUrlSettings } from '@bilagsbro/adapter-api/adapter-urls'
import { serviceClientSettings } from '@bilagsbro/service-kit/settings'
import { Type, type Static } from 'typebox'
import type { Policy } from './application/policy.ts'

const milliseconds = (preset: number, description: string) =>
  Type.Integer({ default: preset, minimum: 1, maximum: 86_400_000, description })

export const settings = Type.Object({
  ...serviceClientSettings,
  ...adapterUrlSettings,
  RETRY_BASE_MS: milliseconds(30_000, 'Give the milliseconds before the second attempt.'),
  RETRY_ATTEMPTS: Type.Integer({
    default: 5,
    minimum: 1,
    maximum: 20,
    description: 'Give the number of attempts after which a person has to look.',
  }),
  PROBE_BASE_MS: milliseconds(30_000, 'Give the milliseconds before the first probe.'),
  PROBE_MAX_MS: milliseconds(900_000, 'Give the longest pause between two probes.'),
  REREQUEST_AFTER_MS: milliseconds(600_000, 'Give the milliseconds that an answer may take.'),
  PERIOD_AGAIN_AFTER_MS: milliseconds(
    86_400_000,
    'Give the milliseconds after which what met a closed period is sent again.',
  ),
  OUTSTANDING_LIMIT: Type.Integer({
    default: 1_000,
    minimum: 1,
    maximum: 100_000,
    description: 'Give the number of postings that one organisation may have on their way.',
  }),
  RUN_QUIET_MS: milliseconds(1_000, 'Give the quiet milliseconds after which a run is over.'),
  RUN_MAX_MS: milliseconds(600_000, 'Give the longest that a run stays open.'),
  TICK_MS: milliseconds(500, 'Give the milliseconds between two looks at what is due.'),
})

export const policyOf = (given: Static<typeof settings>): Policy => ({
  retry: { baseMs: given.RETRY_BASE_MS, attempts: given.RETRY_ATTEMPTS },
  probe: { baseMs: given.PROBE_BASE_MS, maxMs: given.PROBE_MAX_MS },
  run: { quietMs: given.RUN_QUIET_MS, maxMs: given.RUN_MAX_MS },
  outstanding: given.OUTSTANDING_LIMIT,
  requestAgainAfterMs: given.REREQUEST_AFTER_MS,
  periodAgainAfterMs: given.PERIOD_AGAIN_AFTER_MS,
  page: 1_000,
})
