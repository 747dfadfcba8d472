import type { SecretStore, StoredSealed } from './ports/secret-store.ts'
import type { SecretPlace, Vault } from './ports/vault.ts'

const batch = 100

interface Rewrapped {
  readonly rewrapped: number
  /** Secrets that do not open: their key is not there. */
  readonly unreadable: readonly SecretPlace[]
}

interface Deps {
  readonly secrets: SecretStore
  readonly vault: Vault
}

/**
 * Brings every secret under the current key while everything runs, in batches. What is saved meanwhile is left alone
 * and looked at again, until a round finds nothing to do. Harmless when repeated or broken off.
 */
export async function rewrapSecrets(deps: Deps, current: string): Promise<Rewrapped> {
  for (let rewrapped = 0; ;) {
    const round = await rewrapOnce(deps, current)
    rewrapped += round.rewrapped
    if (round.missed === 0) return { rewrapped, unreadable: round.unreadable }
  }
}

async function rewrapOnce({ secrets, vault }: Deps, current: string) {
  const round = { rewrapped: 0, missed: 0, unreadable: [] as SecretPlace[] }
  for (let after: SecretPlace | undefined; ;) {
    const found = await secrets.underOthers(current, after, batch)
    if (found.length === 0) return round
    const changes = await rewrapAll(vault, found, current)
    const done = changes.length > 0 ? await secrets.replace(changes) : 0
    round.rewrapped += done
    round.missed += changes.length - done
    round.unreadable.push(...withoutChange(found, changes))
    after = found.at(-1)!.place
  }
}

async function rewrapAll(vault: Vault, found: readonly StoredSealed[], current: string) {
  const all = await Promise.all(
    found.map(async ({ place, sealed: before }) => {
      const sealed = await vault.rewrap(place, before)
      // Else this would never end.
      if (sealed && sealed.kekId !== current)
        throw new Error('Somebody else changed the current key meanwhile.')
      return sealed && { place, before, sealed }
    }),
  )
  return all.filter((change) => change !== undefined)
}

const withoutChange = (found: readonly StoredSealed[], changes: readonly StoredSealed[]) =>
  found.map(({ place }) => place).filter((place) => !changes.some((it) => it.place === place))
