import type { Connector } from './organization.ts'

const soonMs = 30 * 24 * 60 * 60 * 1000

/** When the first secret of a connector expires, where that is known. */
export const firstExpiry = ({ secrets }: Connector): Date | undefined =>
  secrets
    .flatMap(({ expiresAt }) => expiresAt ?? [])
    .toSorted((one, other) => one.getTime() - other.getTime())[0]

/** Secrets that have expired, or will within 30 days. */
export const secretsExpiringSoon = (connector: Connector | null, now: Date) =>
  (connector?.secrets ?? []).filter(
    ({ expiresAt }) => expiresAt !== undefined && expiresAt.getTime() <= now.getTime() + soonMs,
  )
