import { seal, unseal } from '@bilagsbro/service-kit/keys/envelope'
import type { KeyEncryptionKeys } from '@bilagsbro/service-kit/keys/key-encryption-keys'
import type { SecretPlace, Vault } from '#application/ports/vault.ts'

/** Envelope encryption: every secret under a data key of its own, the data key under a key-encryption key. */
export const createVault = (keys: KeyEncryptionKeys): Vault => ({
  seal: (place, secret) => seal(keys, contextOf(place), secret),
  open: (place, sealed) => unseal(keys, contextOf(place), sealed),
  async rewrap(place, sealed) {
    const context = contextOf(place)
    const dataKey = await keys.unwrap(sealed.kekId, sealed.wrappedDek, context)
    if (!dataKey) return undefined
    const wrapped = await keys.wrap(dataKey, context)
    dataKey.fill(0)
    return { ...sealed, ...wrapped }
  },
  hasKey: (keyId) => keys.has(keyId),
})

/** The text is JSON, so that no two places give the same text. */
const contextOf = ({ organizationId, connector, field, version }: SecretPlace) =>
  JSON.stringify(['v1', organizationId, connector, field, version])
