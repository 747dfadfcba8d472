import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { KeyKeeper } from './ports/key-keeper.ts'
import type { SecretStore } from './ports/secret-store.ts'
import type { SecretPlace, Vault } from './ports/vault.ts'
import { rewrapSecrets } from './rewrap-secrets.ts'

export interface KeyInUse {
  readonly id: string
  readonly current: boolean
  /** `false`: secrets need the key, and the key is not there. */
  readonly present: boolean
  /** How many secrets are under the key. */
  readonly secrets: number
  readonly replacedAt?: string | undefined
}

interface Rotation {
  readonly current: string
  /** Whether an earlier rotation that was broken off went on, without a new key. */
  readonly resumed: boolean
  readonly rewrapped: number
  /** Secrets that do not open, because their key is not there. */
  readonly unreadable: readonly SecretPlace[]
}

interface Deps {
  readonly keys: KeyKeeper
  readonly secrets: SecretStore
  readonly vault: Vault
  readonly clock: Clock
}

/** The key-encryption keys, and how many secrets are under each. */
export const createListKeys =
  ({ keys, secrets }: Pick<Deps, 'keys' | 'secrets'>) =>
  async () => {
    const [kept, counts] = await Promise.all([keys.list(), secrets.counts()])
    const countOf = (id: string) => counts.find(({ keyId }) => keyId === id)?.secrets ?? 0
    const missing = counts.filter(({ keyId }) => !kept.some(({ id }) => id === keyId))
    return [
      ...kept.map((key): KeyInUse => ({ ...key, present: true, secrets: countOf(key.id) })),
      ...missing.map(({ keyId, secrets: count }): KeyInUse => ({
        id: keyId,
        current: false,
        present: false,
        secrets: count,
      })),
    ]
  }

/**
 * Makes a new key, and brings every secret under the new key while everything runs. A rotation that was broken off goes
 * on instead. The former key opens its secrets until it is retired.
 */
export const createRotateKeys = (deps: Deps) => async (): Promise<Result<Rotation, Refusal>> =>
  alone(deps.secrets, async () => {
    const { keys, secrets, vault } = deps
    const kept = await keys.list()
    const before = kept.find(({ current }) => current)!.id
    const others = kept.filter(({ current }) => !current).map(({ id }) => id)
    const counts = await secrets.counts()
    const resumed = counts.some(({ keyId }) => others.includes(keyId))
    const current = resumed ? before : await keys.add()
    return ok({ current, resumed, ...(await rewrapSecrets({ secrets, vault }, current)) })
  })

/** Forgets a key that no secret is under. No secret is saved under a forgotten key. */
export const createRetireKey =
  (deps: Pick<Deps, 'keys' | 'secrets' | 'clock'>) =>
  async (id: string): Promise<Result<{ readonly retired: string }, Refusal>> =>
    alone(deps.secrets, async () => {
      const found = (await deps.keys.list()).find((key) => key.id === id)
      if (!found) return err(unknownKey)
      if (found.current) return err(currentKey)
      // In this order: a crash in between leaves a key too many, and never a key too few.
      if (!(await deps.secrets.closeKey(id, deps.clock.now()))) return err(keyInUse)
      await deps.keys.remove(id)
      return ok({ retired: id })
    })

async function alone<T>(
  secrets: SecretStore,
  work: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  return (await secrets.exclusively(work)) ?? err(busy)
}

const unknownKey: Refusal = {
  kind: 'missing',
  code: 'key.not_found',
  message: 'There is no such key. `list` shows those that there are.',
}

const currentKey: Refusal = {
  kind: 'conflict',
  code: 'key.current',
  message: 'New secrets are sealed under this key. Rotate first, then retire it.',
}

const keyInUse: Refusal = {
  kind: 'conflict',
  code: 'key.in_use',
  message: 'Secrets are still under this key, and would be lost. Rotate, then retire it.',
}

const busy: Refusal = {
  kind: 'conflict',
  code: 'key.busy',
  message: 'Keys are being rotated or retired elsewhere just now. Try again when that has ended.',
}
