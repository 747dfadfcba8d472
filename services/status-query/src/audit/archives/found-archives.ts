import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { isSigned, manifestFile, sha256, signatureFile, type Manifest } from './manifest.ts'
import type { Archives } from './open-archive.ts'

/** An archive that is to be put back, or was. */
export interface FoundArchive {
  readonly name: string
  /** The hash of its manifest. */
  readonly hash: string
  readonly manifest: Manifest
  /** Made from this log; else from one that was lost. */
  readonly isOwn: boolean
}

interface Asked extends Archives {
  /** A month (yyyy-mm), or `earlier`. */
  readonly from: string
  readonly to?: string | undefined
}

interface Known {
  readonly name: string
  readonly manifest: string
  readonly until: string | null
}

/**
 * The archives of a folder that hold entries of some months, in the order that they were made in. Refused where one that
 * was made is not there, as far as the log tells, or the archives themselves.
 */
export async function findArchives(
  owner: Database,
  { folder, key, from, to }: Asked,
): Promise<Result<FoundArchive[], Refusal>> {
  const em = owner.em.fork()
  const { rows: known } = await sql<Known>`
    select name, manifest, to_char(max(last_at) at time zone 'UTC', 'YYYY-MM') as until
    from log_archive group by name, manifest, no order by no`.execute(em.getKysely())
  const all = await readManifests({ folder, key })
  if (!all.ok) return all
  const isAsked = (name: string, until: string | null) => {
    const month = name.replace(/\.\d+$/, '')
    if (month === 'earlier') return from === 'earlier' || until === null || until >= from
    return (from === 'earlier' || month >= from) && (to === undefined || month <= to)
  }
  const own = known.filter(({ name, until }) => isAsked(name, until))
  const found = own.map(({ manifest }) => all.value.find(({ hash }) => hash === manifest))
  const gone = own.find((_, at) => !found[at])
  if (gone) return err(notThere(gone.name))
  const foreign = await madeElsewhere(em, all.value)
  const asked = foreign.filter(({ name }) => isAsked(name, null))
  const gap = asked.length > 0 ? gapIn(foreign) : undefined
  if (gap) return err(gap)
  return ok([
    ...asked.map((one): FoundArchive => ({ ...one, isOwn: false })),
    ...found.map((one): FoundArchive => ({ ...one!, isOwn: true })),
  ])
}

type Read = Omit<FoundArchive, 'isOwn'>

/** Those of a folder that were made from a log that was lost. */
export async function readForeign(
  em: EntityManager,
  archives: Archives,
): Promise<Result<Read[], Refusal>> {
  const all = await readManifests(archives)
  return all.ok ? ok(await madeElsewhere(em, all.value)) : all
}

async function madeElsewhere(em: EntityManager, all: readonly Read[]): Promise<Read[]> {
  const { rows } = await sql<{ chain: string }>`select chain::text from chain`.execute(
    em.getKysely(),
  )
  return all.filter(({ manifest }) => manifest.chain !== rows[0]!.chain)
}

/** Those that were signed, by the chain that they belong to. What was set aside or not finished is passed over. */
async function readManifests({ folder, key }: Archives): Promise<Result<Read[], Refusal>> {
  const read: Read[] = []
  for (const name of (await readdir(folder)).filter((one) => !/\.(part|aside-.*)$/.test(one))) {
    const [text, signature] = await Promise.all(
      [manifestFile, signatureFile].map((file) =>
        readFile(join(folder, name, file), 'utf8').catch(() => undefined),
      ),
    )
    if (text === undefined) continue
    const manifest = signature === undefined ? undefined : signedManifest(text, signature, key)
    if (manifest?.archive !== name) return err(notAsMade(name))
    read.push({ name, hash: sha256(text), manifest })
  }
  const place = ({ manifest: { chain, no } }: Read) => `${chain} ${String(no).padStart(9, '0')}`
  return ok(read.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)))
}

function signedManifest(text: string, signature: string, key: Archives['key']) {
  try {
    return isSigned(text, signature, key) ? (JSON.parse(text) as Manifest) : undefined
  } catch {
    return undefined
  }
}

/** Each manifest names the one before it: none is missing but those that came last. */
function gapIn(archives: readonly Read[]): Refusal | undefined {
  const before = new Map<string, string>()
  for (const { name, hash, manifest } of archives) {
    if ((before.get(manifest.chain) ?? null) !== manifest.previous)
      return notThere(`${name}, or the one before it,`)
    before.set(manifest.chain, hash)
  }
  return undefined
}

const notThere = (name: string): Refusal => ({
  kind: 'conflict',
  code: 'archive.not_there',
  message: `archives: ${name} is not there. Nothing of it was put back.`,
})
export const notAsMade = (name: string): Refusal => ({
  kind: 'conflict',
  code: 'archive.not_as_made',
  message: `archives: ${name} is not as it was made. Nothing of it was put back, released or erased.`,
})
