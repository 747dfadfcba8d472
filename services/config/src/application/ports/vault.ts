import type { SealedSecret } from '#domain/organization.ts'

/** The place that a secret belongs to. A sealed secret opens nowhere else. */
export interface SecretPlace {
  readonly organizationId: string
  readonly connector: string
  readonly field: string
  readonly version: number
}

/** Encrypts secrets for storage. No other part holds a secret in clear for longer than a call. */
export interface Vault {
  /** The same secret sealed twice gives two different answers. */
  seal(place: SecretPlace, secret: string): Promise<SealedSecret>
  /** `undefined` where the secret was sealed for another place or altered, or where its key is not loaded. */
  open(place: SecretPlace, sealed: SealedSecret): Promise<string | undefined>
  /** The same secret under the current key, without opening it; `undefined` as with `open`. */
  rewrap(place: SecretPlace, sealed: SealedSecret): Promise<SealedSecret | undefined>
  /** Whether secrets under this key-encryption key can be opened. */
  hasKey(keyId: string): Promise<boolean>
}
