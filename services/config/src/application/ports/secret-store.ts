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
  /**
   * Sees to it that no secret is ever stored under a key again, by any process; waits for saves that are under way.
   * `false` where secrets are still under it: then nothing is changed. Harmless when repeated.
   */
  closeKey(keyId: string, at: Date): Promise<boolean>
  /** `undefined` where somebody else is at it: then `work` was not begun. A process that dies lets go. */
  exclusively<T extends object>(work: () => Promise<T>): Promise<T | undefined>
}
