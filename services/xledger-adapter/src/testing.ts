import type { Connection } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { travelVoucher } from '@bilagsbro/posting-engine/testing/vouchers'
import type { XledgerSeed } from '@bilagsbro/simulators/xledger/seed'
import type { XledgerSettings } from './settings.ts'

export const connectionTo = (
  { organizationId, ownerDbId, apiToken }: XledgerSeed,
  change: { target?: Record<string, string>; secrets?: Record<string, string> } = {},
): Connection => ({
  organizationId,
  targetFingerprint: ownerDbId,
  credentialsVersion: 1,
  target: { environment: 'production', owner: ownerDbId, ...change.target },
  secrets: change.secrets ?? { apiToken },
})

export const settingsFor = (
  url: string,
  change: Partial<XledgerSettings> = {},
): XledgerSettings => ({
  XLEDGER_URL: url,
  REQUESTS_PER_MINUTE: 80,
  CALL_TIMEOUT_MS: 30_000,
  SETTLE_HORIZON_MS: 500,
  MOVE_MS: 500,
  FOLLOW_UP_FIRST_MS: 50,
  FOLLOW_UP_LONGEST_MS: 100,
  FOLLOW_UP_APART_MS: 100,
  ...change,
})

/** A department, a chapter and a project. */
export const voucher = () =>
  travelVoucher([
    { code: 'glObject1', value: '200' },
    { code: 'glObject2', value: 'L01' },
    { code: 'project', value: 'P1' },
  ])
