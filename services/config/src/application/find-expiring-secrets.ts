import type { Clock } from '@bilagsbro/kernel/clock'
import { secretsExpiringSoon } from '#domain/secret-expiry.ts'
import type { OrganizationStore } from './ports/organization-store.ts'

/** Secrets that have expired or will within 30 days, of all organisations. */
export const createFindExpiringSecrets =
  ({ organizations, clock }: { organizations: OrganizationStore; clock: Clock }) =>
  async () => {
    const now = clock.now()
    return (await organizations.list()).flatMap(({ id, connector }) =>
      secretsExpiringSoon(connector, now).map(({ field, expiresAt }) => ({
        organizationId: id,
        field,
        expiresAt,
      })),
    )
  }
