import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { IsolationLevel } from '@mikro-orm/core'
import type { SealKey } from '../seal-key.ts'
import { exportUnit, isReadBack, type Exported } from './export-unit.ts'
import {
  isSigned,
  manifestFile,
  manifestText,
  signatureFile,
  signatureOf,
  type Manifest,
  type Part,
} from './manifest.ts'
import { syncFolder } from './packed-lines.ts'
import { release, type Released } from './release.ts'
import { countsOf, isAnyRestored, isRestored, nextArchive, readUnits, type Unit } from './units.ts'

export interface Archiving {
  /** The first month that stays (yyyy-mm). */
  readonly before: string
  readonly folder: string
  readonly by: string
  /** Why entries of the last five years are archived, where they are. */
  readonly reason?: string | undefined
}

export interface Archived {
  readonly name: string
  readonly entries: number
  readonly organizations: number
  /** A folder of that name stood there, held something else, and was renamed to this. */
  readonly setAside?: string | undefined
}

interface Deps {
  /** The owner of the tables. */
  readonly owner: Database
  readonly key: SealKey
  readonly clock: Clock
  /** Called between steps, for tests that end it there. */
  readonly crashPoint?: (name: CrashPoint) => unknown
}
export type CrashPoint = 'written' | 'signed' | 'named' | 'released'

/**
 * Moves the months before one out of the log, the oldest first: each is written, read back, signed and named; only then
 * it is taken out of the database, in the transaction that logs it. Ended anywhere and run again, it goes on.
 */
export const createArchive =
  (deps: Deps) =>
  async (archiving: Archiving): Promise<Result<Archived[], Refusal>> => {
    if (await isAnyRestored(deps.owner.em.fork())) return err(isRestored)
    const units = await readUnits(deps.owner, archiving.before, deps.clock.now())
    if (!units.ok) return units
    const young = units.value.find(({ isYoung }) => isYoung)
    if (young && !archiving.reason) return err(tooYoung(young))
    const archived: Archived[] = []
    for (const unit of units.value) {
      const one = await archiveUnit(deps, archiving, unit)
      if (!one.ok) return one
      if (one.value) archived.push(one.value)
    }
    return ok(archived)
  }

const tooYoung = ({ base }: Unit): Refusal => ({
  kind: 'invalid',
  code: 'archive.too_young',
  message: `The log of ${base} is younger than five years. Give a reason to archive it all the same.`,
})

async function archiveUnit(
  deps: Deps,
  { folder, by, reason }: Archiving,
  unit: Unit,
): Promise<Result<Archived | undefined, Refusal>> {
  const { owner, key, clock, crashPoint = () => undefined } = deps
  const archive = await nextArchive(owner, folder, unit)
  const [part, final] = [join(folder, `${archive.name}.part`), join(folder, archive.name)]
  await rm(part, { recursive: true, force: true })
  const exported = await owner.em.fork().transactional(
    async (em) => {
      const parts = await exportUnit(em, unit.table, part)
      return parts.ok ? ok({ parts: parts.value, counts: await countsOf(em, unit.table) }) : parts
    },
    { isolationLevel: IsolationLevel.REPEATABLE_READ },
  )
  if (!exported.ok) return exported
  const { parts, counts } = exported.value
  await crashPoint('written')
  for (const one of parts) if (!(await isReadBack(part, one))) return err(notReadBack(one))
  const released: Omit<Released, 'manifest'> = { unit, archive, parts, counts, by, reason }
  if (parts.length === 0) {
    await rm(part, { recursive: true, force: true })
    const done = await release(owner, clock, { ...released, manifest: '' })
    return done.ok ? ok(undefined) : done
  }
  const manifest = manifestText({
    ...archive.told,
    v: 1,
    archive: archive.name,
    archivedAt: clock.now().toISOString(),
    organizations: parts.map(partOf),
  })
  await writeFile(join(part, manifestFile), manifest, { flush: true })
  await writeFile(join(part, signatureFile), signatureOf(manifest, key), { flush: true })
  await syncFolder(part)
  await crashPoint('signed')
  const named = await nameFolder({ part, final, manifest, key, now: clock.now() })
  await crashPoint('named')
  const done = await release(owner, clock, { ...released, manifest: named.manifest })
  if (!done.ok) return done
  await crashPoint('released')
  const entries = parts.reduce((sum, one) => sum + one.entries + one.before, 0)
  const { setAside } = named
  return ok({ name: archive.name, entries, organizations: parts.length, setAside })
}

const partOf = ({ contents: _contents, numbers: _numbers, ...part }: Exported): Part => part

const notReadBack = ({ log }: Exported): Refusal => ({
  kind: 'conflict',
  code: 'archive.not_read_back',
  message: `${log} does not hold what was written to it. Nothing was removed from the log: see to the disk.`,
})

interface Naming {
  readonly part: string
  readonly final: string
  readonly manifest: string
  readonly key: SealKey
  readonly now: Date
}

/** One that was made before with the same content counts; one with another is never overwritten. */
async function nameFolder({ part, final, manifest, key, now }: Naming) {
  let setAside: string | undefined
  if (await isThere(final)) {
    const known = await knownManifest(final, manifest, key)
    if (known !== undefined) {
      await rm(part, { recursive: true })
      return { manifest: known }
    }
    setAside = `${final}.aside-${now.toISOString().replaceAll(':', '')}`
    await rename(final, setAside)
  }
  await rename(part, final)
  await syncFolder(join(final, '..'))
  return { manifest, setAside }
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

async function knownManifest(folder: string, manifest: string, key: SealKey) {
  try {
    const known = await readFile(join(folder, manifestFile), 'utf8')
    const signature = await readFile(join(folder, signatureFile), 'utf8')
    return isSigned(known, signature, key) && contentOf(known) === contentOf(manifest)
      ? known
      : undefined
  } catch {
    return undefined
  }
}

const contentOf = (manifest: string): string => {
  const { archivedAt: _, ...content } = JSON.parse(manifest) as Manifest
  return JSON.stringify(content)
}
