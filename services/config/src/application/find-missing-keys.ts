import type { OrganizationStore } from './ports/organization-store.ts'
import type { Vault } from './ports/vault.ts'

/** The keys without which some stored secrets cannot be opened. */
export const createFindMissingKeys =
  ({ organizations, vault }: { organizations: OrganizationStore; vault: Vault }) =>
  async (): Promise<string[]> =>
    (await organizations.keyIds()).filter((id) => !vault.hasKey(id))
