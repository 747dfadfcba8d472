import type { SecretStore, StoredSealed } from './ports/secret-store.ts'
import type { SecretPlace, Vault } from './ports/vault.ts'

const batch = 100

export interface Rewrapped {
  readonly rewrapped: number
  /** Secrets that do not open: their key is not there. */
  readonly unreadable: readonly SecretPlace[]
}

/**
 * Brings every secret under a key-encryption key while everything runs, in batches. What is saved meanwhile is
 * left alone and looked at again, until a round finds nothing to do. Harmless when repeated or broken off.
 */
export const createRewrapSecrets =
  ({ secrets, vault }: { secrets: SecretStore; vault: Vault }) =>
  async (keyId: string): Promise<Rewrapped> => {
    let rewrapped = 0
    for (;;) {
      const unreadable: SecretPlace[] = []
      let missed = 0
      let after: SecretPlace | undefined
      for (;;) {
        const found = await secrets.underOthers(keyId, after, batch)
        if (found.length === 0) break
        const changes = await rewrapAll(vault, found)
        const done = changes.length > 0 ? await secrets.replace(changes) : 0
        rewrapped += done
        missed += changes.length - done
        unreadable.push(...withoutChange(found, changes))
        after = found.at(-1)!.place
      }
      if (missed === 0) return { rewrapped, unreadable }
    }
  }

async function rewrapAll(vault: Vault, found: readonly StoredSealed[]) {
  const all = await Promise.all(
    found.map(async ({ place, sealed: before }) => {
      const sealed = await vault.rewrap(place, before)
      return sealed && { place, before, sealed }
    }),
  )
  return all.filter((change) => change !== undefined)
}

const withoutChange = (found: readonly StoredSealed[], changes: readonly StoredSealed[]) =>
  found.map(({ place }) => place).filter((place) => !changes.some((it) => it.place === place))
