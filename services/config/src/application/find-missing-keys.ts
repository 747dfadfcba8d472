import type { SecretStore } from './ports/secret-store.ts'
import type { Vault } from './ports/vault.ts'

/** The keys without which some stored secrets cannot be opened. */
export const createFindMissingKeys =
  ({ secrets, vault }: { secrets: SecretStore; vault: Vault }) =>
  async (): Promise<string[]> => {
    const ids = (await secrets.counts()).map(({ keyId }) => keyId)
    const there = await Promise.all(ids.map((id) => vault.hasKey(id)))
    return ids.filter((_, at) => !there[at])
  }
