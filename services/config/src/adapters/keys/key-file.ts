import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { KeyEncryptionKeys } from './key-encryption-keys.ts'
import { createKeyRing } from './key-ring.ts'

interface KeyFile {
  readonly current: string
  /** By id: 32 bytes in base64. */
  readonly keys: Readonly<Record<string, string>>
}

/**
 * The keys of a local file: `{"current": "<id>", "keys": {"<id>": "<32 bytes in base64>"}}`. New secrets use
 * the current key, older ones open with the key they were sealed under. With `create` a missing file is made.
 */
export async function openKeyFile(path: string, create: boolean): Promise<KeyEncryptionKeys> {
  if (create && !existsSync(path)) await createKeyFile(path)
  const { current, keys } = await readKeyFile(path)
  return createKeyRing(current, keys)
}

async function readKeyFile(path: string) {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(
      `KEY_FILE: ${path} cannot be read. Put the file with the key-encryption keys there; KEY_FILE_CREATE=true makes one on a first start in development.`,
      { cause },
    )
  })
  const file = parse(text)
  const keys = new Map(
    Object.entries(file?.keys ?? {}).map(([id, key]) => [id, Buffer.from(String(key), 'base64')]),
  )
  if (!file || !keys.has(file.current) || [...keys.values()].some((key) => key.length !== 32))
    throw new Error(
      `KEY_FILE: ${path} is not a key file. {"current": "<id>", "keys": {"<id>": "<32 bytes in base64>"}} is needed, where current is one of the keys.`,
    )
  return { current: file.current, keys }
}

function parse(text: string): KeyFile | undefined {
  try {
    const file = JSON.parse(text) as KeyFile | null
    return typeof file === 'object' && file !== null ? file : undefined
  } catch {
    // The parser's own message would quote the file.
    return undefined
  }
}

/** Written aside and linked into place: a crash leaves no half file, and of two that start at once one wins. */
async function createKeyFile(path: string): Promise<void> {
  const id = `local-${randomBytes(4).toString('hex')}`
  const file: KeyFile = { current: id, keys: { [id]: randomBytes(32).toString('base64') } }
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`
  await mkdir(dirname(path), { recursive: true })
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(file, null, 2)}\n`)
    await handle.sync()
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await handle.close()
    await rm(draft, { force: true })
  }
}
