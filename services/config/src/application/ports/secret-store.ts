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
  /** Those that are under another key, after a place, in the order of organisation and field. */
  underOthers(keyId: string, after: SecretPlace | undefined, limit: number): Promise<StoredSealed[]>
  /** One statement. What was saved anew since `before` was read is left alone. Gives how many were replaced. */
  replace(changes: readonly (StoredSealed & { readonly before: SealedSecret })[]): Promise<number>
  /** Whoever else calls it waits until `work` is done. A process that dies lets go. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
}
