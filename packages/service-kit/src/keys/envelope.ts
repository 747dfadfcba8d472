import { randomBytes } from 'node:crypto'
import { decrypt, encrypt } from './aes-gcm.ts'
import type { KeyEncryptionKeys } from './key-encryption-keys.ts'

/** A secret under a data key of its own, and the data key under a key-encryption key; all in base64. */
export interface Sealed {
  readonly v: 1
  readonly alg: 'AES-256-GCM'
  readonly kekId: string
  readonly wrappedDek: string
  readonly iv: string
  readonly ct: string
  readonly tag: string
}

/** `context` is where the secret belongs: authenticated, not stored. No two places may give the same text. */
export async function seal(
  keys: KeyEncryptionKeys,
  context: string,
  secret: string,
): Promise<Sealed> {
  const dataKey = randomBytes(32)
  try {
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
}

/** `undefined` where the key is not there, or what was sealed was altered or stood somewhere else. */
export async function unseal(
  keys: KeyEncryptionKeys,
  context: string,
  sealed: Sealed,
): Promise<string | undefined> {
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
}
