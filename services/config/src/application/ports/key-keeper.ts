interface StoredKey {
  readonly id: string
  /** New secrets are sealed under it. */
  readonly current: boolean
  /** Since when it is current no more. */
  readonly replacedAt?: string | undefined
}

/** Keeps the key-encryption keys, and never shows one. A key service would be another adapter. */
export interface KeyKeeper {
  list(): Promise<StoredKey[]>
  /** Makes a new key the current one, and gives its id. When it answers, the key outlives a power cut. */
  add(): Promise<string>
  /** Forgets a key for good. What is sealed under it is lost: see that nothing is. */
  remove(id: string): Promise<void>
}
