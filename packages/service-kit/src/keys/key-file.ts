import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { KeyEncryptionKeys } from './key-encryption-keys.ts'
import { createKeyRing } from './key-ring.ts'

interface KeyFile {
  readonly current: string
  /** The keys by id, each of 32 bytes in base64. */
  readonly keys: Readonly<Record<string, string>>
  /** By id, the moment (ISO 8601) from which a key was no longer current. */
  readonly replacedAt?: Readonly<Record<string, string>>
}

/**
 * The keys of a local file: `{"current": "<id>", "keys": {"<id>": "<32 bytes in base64>"}}`. New secrets use
 * the current key; older secrets open with the key they were sealed under. With `create` a missing file is made. A new
 * file counts from the next call on; while the new file cannot be read, the keys of the old file count.
 */
export async function openKeyFile(path: string, create: boolean): Promise<KeyEncryptionKeys> {
  if (create && !existsSync(path)) await writeNew(path)
  let mark = await markOf(path)
  let ring = ringOf(await readKeyFile(path))
  const latest = async () => {
    const found = await markOf(path)
    if (found === undefined || found === mark) return ring
    const read = await readKeyFile(path).catch(() => undefined)
    if (read) [mark, ring] = [found, ringOf(read)]
    return ring
  }
  return {
    wrap: async (dataKey, context) => (await latest()).wrap(dataKey, context),
    unwrap: async (kekId, wrappedDek, context) =>
      (await latest()).unwrap(kekId, wrappedDek, context),
    has: async (kekId) => (await latest()).has(kekId),
  }
}

/** Every write makes a new file. */
async function markOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && `${found.dev} ${found.ino} ${found.mtimeMs} ${found.size}`
}

function ringOf({ current, keys }: KeyFile): KeyEncryptionKeys {
  const bytes = Object.entries(keys).map(([id, key]) => [id, Buffer.from(key, 'base64')] as const)
  return createKeyRing(current, new Map(bytes))
}

async function readKeyFile(path: string): Promise<KeyFile> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(
      `KEY_FILE: ${path} cannot be read. Put the file with the key-encryption keys there; KEY_FILE_CREATE=true makes one on a first start in development.`,
      { cause },
    )
  })
  const file = parse(text)
  const lengths = Object.values(file?.keys ?? {}).map(
    (key) => Buffer.from(String(key), 'base64').length,
  )
  if (!file?.keys || !Object.hasOwn(file.keys, file.current) || lengths.some((it) => it !== 32))
    throw new Error(
      `KEY_FILE: ${path} is not a key file. {"current": "<id>", "keys": {"<id>": "<32 bytes in base64>"}} is needed, where current is one of the keys.`,
    )
  return file
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

/** The same file for those who change its keys, one at a time. */
export const keepKeyFile = (path: string, clock: Clock) => ({
  async list() {
    const { current, keys, replacedAt = {} } = await readKeyFile(path)
    return Object.keys(keys).map((id) => ({
      id,
      current: id === current,
      replacedAt: replacedAt[id],
    }))
  },
  async add() {
    const { current, keys, replacedAt } = await readKeyFile(path)
    const [id, key] = newKey()
    await write(path, (draft) => rename(draft, path), {
      current: id,
      keys: { ...keys, [id]: key },
      replacedAt: { ...replacedAt, [current]: clock.now().toISOString() },
    })
    return id
  },
  async remove(id: string) {
    const { current, keys, replacedAt = {} } = await readKeyFile(path)
    const without = <T>(record: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(record).filter(([name]) => name !== id))
    await write(path, (draft) => rename(draft, path), {
      current,
      keys: without(keys),
      replacedAt: without(replacedAt),
    })
  },
})

const newKey = () =>
  [`local-${randomBytes(4).toString('hex')}`, randomBytes(32).toString('base64')] as const

/** One of two processes that start at once wins. */
async function writeNew(path: string): Promise<void> {
  const [id, key] = newKey()
  await mkdir(dirname(path), { recursive: true })
  await write(path, (draft) => link(draft, path), { current: id, keys: { [id]: key } })
}

/** Writes the file aside and puts it in place whole: a crash leaves no half file, and no reader sees one. */
async function write(
  path: string,
  put: (draft: string) => Promise<void>,
  file: KeyFile,
): Promise<void> {
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(file, null, 2)}\n`)
    await handle.sync()
    await put(draft)
    await syncFolder(dirname(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await handle.close()
    await rm(draft, { force: true })
  }
}

/** A key that sealed something must outlive a power cut. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
