import type { SealedSecret } from '#domain/organization.ts'
import type { SecretPlace } from './vault.ts'

export interface StoredSealed {
  readonly place: SecretPlace
  readonly sealed: SealedSecret
}

/** The sealed secrets of all organisations, for changing the keys that they are under. */
export interface SecretStore {
  /** The key-encryption keys that stored secrets need, and how many need each. */
  counts(): Promise<{ readonly keyId: string; readonly secrets: number }[]>
  /** The secrets under other keys that come after a place, in the order of organisation and field. */
  underOthers(keyId: string, after: SecretPlace | undefined, limit: number): Promise<StoredSealed[]>
  /** One statement. A secret that was saved anew since `before` was read is left alone. Gives the number of replaced secrets. */
  replace(changes: readonly (StoredSealed & { readonly before: SealedSecret })[]): Promise<number>
  /**
   * Keeps every process from storing a secret under a key again; waits for saves that are under way. `false` where
   * secrets are still under the key: nothing is changed. Harmless when repeated.
   */
  closeKey(keyId: string, at: Date): Promise<boolean>
  /** `undefined` where another process is at work: `work` was not begun. A process that dies lets go. */
  exclusively<T extends object>(work: () => Promise<T>): Promise<T | undefined>
}
