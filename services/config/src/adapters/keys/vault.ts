import { randomBytes } from 'node:crypto'
import type { SecretPlace, Vault } from '#application/ports/vault.ts'
import { decrypt, encrypt } from './aes-gcm.ts'
import type { KeyEncryptionKeys } from './key-encryption-keys.ts'

/** Envelope encryption: every secret under a data key of its own, the data key under a key-encryption key. */
export function createVault(keys: KeyEncryptionKeys): Vault {
  return {
    async seal(place, secret) {
      const dataKey = randomBytes(32)
      try {
        const context = contextOf(place)
        const { iv, ct, tag } = encrypt(dataKey, Buffer.from(secret), context)
        return {
          v: 1,
          alg: 'AES-256-GCM',
          ...(await keys.wrap(dataKey, context)),
          iv: iv.toString('base64'),
          ct: ct.toString('base64'),
          tag: tag.toString('base64'),
        }
      } finally {
        dataKey.fill(0)
      }
    },
    async open(place, sealed) {
      const context = contextOf(place)
      const dataKey = await keys.unwrap(sealed.kekId, sealed.wrappedDek, context)
      if (!dataKey) return undefined
      const encrypted = {
        iv: Buffer.from(sealed.iv, 'base64'),
        ct: Buffer.from(sealed.ct, 'base64'),
        tag: Buffer.from(sealed.tag, 'base64'),
      }
      const plain = decrypt(dataKey, encrypted, context)
      dataKey.fill(0)
      const secret = plain?.toString()
      plain?.fill(0)
      return secret
    },
    async rewrap(place, sealed) {
      const context = contextOf(place)
      const dataKey = await keys.unwrap(sealed.kekId, sealed.wrappedDek, context)
      if (!dataKey) return undefined
      const wrapped = await keys.wrap(dataKey, context)
      dataKey.fill(0)
      return { ...sealed, ...wrapped }
    },
    hasKey: (keyId) => keys.has(keyId),
  }
}

/** The text is JSON, so that no two places give the same text. */
const contextOf = ({ organizationId, connector, field, version }: SecretPlace) =>
  JSON.stringify(['v1', organizationId, connector, field, version])
