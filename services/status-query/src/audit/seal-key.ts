import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Signs heads, and knows the signatures of the keys before it. */
export interface SealKey {
  readonly id: string
  /** In base64. */
  sign(text: string): string
  /** Whether one of the file's keys of this id signed it. */
  signed(text: string, keyId: string, signature: string): boolean
}

/**
 * The Ed25519 key of a file in PEM form. Keys that it takes the place of stand behind it, private or public, so that what
 * they signed is still known. With `create` a missing file is made.
 */
export async function openSealKey(path: string, create: boolean): Promise<SealKey> {
  if (create && !existsSync(path)) await writeNew(path)
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(
      `SEAL_KEY_FILE: ${path} cannot be read. Put a file with an Ed25519 key in PEM form there (openssl genpkey -algorithm ed25519); SEAL_KEY_FILE_CREATE=true makes one on a first start in development.`,
      { cause },
    )
  })
  try {
    return sealKeyOf(text)
  } catch {
    // The reason would quote the file.
    throw new Error(
      `SEAL_KEY_FILE: ${path} does not begin with an Ed25519 private key in PEM form.`,
    )
  }
}

const block = /-----BEGIN ((?:PRIVATE|PUBLIC) KEY)-----[\s\S]*?-----END \1-----/g

function sealKeyOf(text: string): SealKey {
  const keys = [...text.matchAll(block)].map(([pem]) => pem)
  const own = createPrivateKey(keys[0] ?? '')
  const known = new Map(keys.map((pem) => createPublicKey(pem)).map((key) => [idOf(key), key]))
  if (own.asymmetricKeyType !== 'ed25519') throw new Error('It is of another kind.')
  return {
    id: idOf(createPublicKey(keys[0]!)),
    sign: (said) => sign(null, Buffer.from(said), own).toString('base64'),
    signed(said, keyId, signature) {
      const key = known.get(keyId)
      return !!key && verify(null, Buffer.from(said), key, Buffer.from(signature, 'base64'))
    },
  }
}

const idOf = (key: KeyObject) =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)

/** Of several replicas that make one, the first one's counts. */
async function writeNew(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const { privateKey } = generateKeyPairSync('ed25519')
  const draft = `${path}.${process.pid}`
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
}
