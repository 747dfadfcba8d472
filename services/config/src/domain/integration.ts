import type { Connector } from './organization.ts'

const soonMs = 30 * 24 * 60 * 60 * 1000

/** `error`: a secret of it has expired. */
export type IntegrationStatus = 'not_configured' | 'active' | 'error'

export function statusOf(connector: Connector | null, now: Date): IntegrationStatus {
  if (!connector) return 'not_configured'
  return expiringBefore(connector, now.getTime()).length > 0 ? 'error' : 'active'
}

/** Secrets that have expired, or will within 30 days. */
export const secretsExpiringSoon = (connector: Connector | null, now: Date) =>
  expiringBefore(connector, now.getTime() + soonMs)

const expiringBefore = (connector: Connector | null, time: number) =>
  (connector?.secrets ?? []).filter(
    ({ expiresAt }) => expiresAt !== undefined && expiresAt.getTime() <= time,
  )
