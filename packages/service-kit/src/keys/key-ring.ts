import { decrypt, encrypt } from './aes-gcm.ts'
import type { KeyEncryptionKeys } from './key-encryption-keys.ts'

/** Key-encryption keys in this process's memory: `current` encrypts, each decrypts what it encrypted. */
export function createKeyRing(
  current: string,
  keys: ReadonlyMap<string, Buffer>,
): KeyEncryptionKeys {
  const currentKey = keys.get(current)
  if (!currentKey) throw new Error(`There is no key ${current}.`)
  return {
    wrap: async (dataKey, context) => {
      const { iv, ct, tag } = encrypt(currentKey, dataKey, contextOf(current, context))
      return { kekId: current, wrappedDek: Buffer.concat([iv, tag, ct]).toString('base64') }
    },
    unwrap: async (kekId, wrappedDek, context) => {
      const key = keys.get(kekId)
      if (!key) return undefined
      const bytes = Buffer.from(wrappedDek, 'base64')
      const encrypted = {
        iv: bytes.subarray(0, 12),
        tag: bytes.subarray(12, 28),
        ct: bytes.subarray(28),
      }
      return decrypt(key, encrypted, contextOf(kekId, context))
    },
    has: async (kekId) => keys.has(kekId),
  }
}

const contextOf = (kekId: string, context: string) => JSON.stringify([kekId, context])
