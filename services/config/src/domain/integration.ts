import type { Connector } from './organization.ts'

const soonMs = 30 * 24 * 60 * 60 * 1000

/** `error`: a secret of it has expired. */
export type IntegrationStatus = 'not_configured' | 'active' | 'error'

export function statusOf(connector: Connector | null, now: Date): IntegrationStatus {
  if (!connector) return 'not_configured'
  return expiresBefore(connector, now.getTime()) ? 'error' : 'active'
}

/** Whether a secret has expired, or will within 30 days. */
export const expiresSoon = (connector: Connector, now: Date) =>
  expiresBefore(connector, now.getTime() + soonMs)

const expiresBefore = ({ secrets }: Connector, time: number) =>
  secrets.some(({ expiresAt }) => expiresAt !== undefined && expiresAt.getTime() <= time)
