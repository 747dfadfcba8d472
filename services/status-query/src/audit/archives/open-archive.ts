import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SealKey } from '../seal-key.ts'
import type { LogFault } from '../verification.ts'
import {
  isSigned,
  manifestFile,
  sha256,
  signatureFile,
  type Manifest,
  type Part,
} from './manifest.ts'
import { readPacked } from './packed-lines.ts'

/** Where archives are, and who knows their signatures. */
export interface Archives {
  readonly folder: string
  readonly key: SealKey
}

export interface ArchivedEntry {
  readonly id: string
  readonly line: string
  readonly salt: string | null
  readonly body: string | null
}

/** One from before the chain: the columns that it has. */
export interface EarlierEntry {
  readonly id: string
  readonly before: object
}

/** The part of one organisation, entry by entry. */
export interface OpenArchive {
  /** Nothing at the end, and where it cannot be read further. */
  next(): Promise<ArchivedEntry | undefined>
  /** The same, with those from before the chain, which come first. */
  nextOfAll(): Promise<ArchivedEntry | EarlierEntry | undefined>
  /** Whether nothing is left, and the file is the one that was signed. */
  isWhole(): Promise<boolean>
  close(): Promise<void>
  /** What the manifest says of it. */
  readonly part: Part
}

interface Sought {
  readonly organizationId: string
  readonly archive: string
  /** The hash of the manifest. */
  readonly manifest: string
}

/** A fault where the archive is not there, or is not the one that was made. */
export async function openArchive(
  { folder, key }: Archives,
  { organizationId, archive, manifest }: Sought,
): Promise<OpenArchive | LogFault> {
  const place = join(folder, archive)
  const [text, signature] = await Promise.all(
    [manifestFile, signatureFile].map((file) => readText(join(place, file))),
  )
  if (text === undefined || signature === undefined) return { code: 'archive_missing', archive }
  const isOurs = sha256(text) === manifest && isSignedBy(text, signature, key)
  const part = isOurs
    ? (JSON.parse(text) as Manifest).organizations.find(
        (one) => one.organizationId === organizationId,
      )
    : undefined
  if (!part) return { code: 'archive_changed', archive }
  let found: string | undefined
  const log = readPacked(join(place, part.log), (hash) => (found = hash))
  const payloads = readPacked(join(place, part.payloads))
  let payload = await nextOf<Payload>(payloads)
  const nextOfAll = async () => {
    const row = await nextOf<Pick<ArchivedEntry, 'id' | 'line'> | EarlierEntry>(log)
    if (!row || 'before' in row) return row
    if (payload?.id !== row.id) return { ...row, salt: null, body: null }
    const { salt, payload: body } = payload
    payload = await nextOf<Payload>(payloads)
    return { ...row, salt, body }
  }
  const next = async () => {
    for (;;) {
      const row = await nextOfAll()
      if (!row || !('before' in row)) return row
    }
  }
  return {
    part,
    next,
    nextOfAll,
    isWhole: async () => (await next()) === undefined && found === part.sha256,
    async close() {
      await log.return(undefined)
      await payloads.return(undefined)
    },
  }
}

interface Payload {
  readonly id: string
  readonly salt: string
  readonly payload: string
}

/** What cannot be unpacked or read is not there. */
async function nextOf<T>(lines: AsyncGenerator<string>): Promise<T | undefined> {
  try {
    const { done, value } = await lines.next()
    return done ? undefined : (JSON.parse(value) as T)
  } catch {
    return undefined
  }
}

const readText = (path: string) => readFile(path, 'utf8').catch(() => undefined)

function isSignedBy(text: string, signature: string, key: SealKey): boolean {
  try {
    return isSigned(text, signature, key)
  } catch {
    return false
  }
}
