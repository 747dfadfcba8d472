/** Keys that encrypt data keys. They never leave their keeper: a file of this machine now, a key service later. */
export interface KeyEncryptionKeys {
  /** Encrypts under the key that is current at this moment. `context` is authenticated, not stored. */
  wrap(dataKey: Buffer, context: string): Promise<{ kekId: string; wrappedDek: string }>
  /** `undefined` where the key is not loaded, or the wrapped key or its context was altered. */
  unwrap(kekId: string, wrappedDek: string, context: string): Promise<Buffer | undefined>
  has(kekId: string): Promise<boolean>
}
