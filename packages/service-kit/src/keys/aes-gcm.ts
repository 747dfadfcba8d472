import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

interface Encrypted {
  readonly iv: Buffer
  readonly ct: Buffer
  readonly tag: Buffer
}

const ivLength = 12
const tagLength = 16

export function encrypt(key: Buffer, plain: Buffer, aad: string): Encrypted {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength })
  cipher.setAAD(Buffer.from(aad))
  const ct = Buffer.concat([cipher.update(plain), cipher.final()])
  return { iv, ct, tag: cipher.getAuthTag() }
}

/** `undefined` where key, text, tag or additional data do not belong together. */
export function decrypt(key: Buffer, { iv, ct, tag }: Encrypted, aad: string): Buffer | undefined {
  // Node takes shorter tags for this cipher, and each missing byte makes forging 256 times easier.
  if (iv.length !== ivLength || tag.length !== tagLength) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(ct), decipher.final()])
  } catch {
    return undefined
  }
}
