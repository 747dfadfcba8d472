import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { notConfigured, type Organization } from '#domain/organization.ts'
import { refusal } from '#domain/refusals.ts'
import type { Limiter } from './limiter.ts'
import type { LedgerAdapters } from './ports/ledger-adapters.ts'

type Entries = Result<readonly CatalogueEntry[], Refusal>

interface Kept {
  readonly entries: Promise<Entries>
  readonly readAt: number
  size: number
}

const keptMs = 5 * 60_000
/** The age of a list that is fresh enough for the second look at a code that seems to be missing. */
const freshMs = 10_000
const readMs = 28_000
const mostKept = 200_000

export type LedgerCatalogue = ReturnType<typeof createLedgerCatalogue>

/**
 * The lists of the connected ledgers. A list is read once for all who ask at the same time, and kept for five minutes
 * while the credentials stay the same. At most 200,000 entries are kept in all.
 */
export function createLedgerCatalogue(adapters: LedgerAdapters, limiter: Limiter, clock: Clock) {
  const kept = new Map<string, Kept>()
  const now = () => clock.now().getTime()

  function start(key: string, read: () => Promise<Entries>): Kept {
    const entry: Kept = { entries: read(), readAt: now(), size: 0 }
    kept.delete(key)
    kept.set(key, entry)
    const forget = () => kept.get(key) === entry && kept.delete(key)
    entry.entries.then((found) => {
      if (!found.ok) return forget()
      entry.size = found.value.length
      return dropOldest()
    }, forget)
    return entry
  }

  function dropOldest(): void {
    let size = [...kept.values()].reduce((sum, entry) => sum + entry.size + 1, 0)
    for (const [key, entry] of kept) {
      if (size <= mostKept) return
      kept.delete(key)
      size -= entry.size + 1
    }
  }

  return {
    /** Waits for `waitMs` at most. The reading goes on, for whoever asks later. */
    async read(
      { id, connector }: Organization,
      kind: CatalogueKind,
      {
        fresh = false,
        waitMs = readMs,
      }: { readonly fresh?: boolean; readonly waitMs?: number } = {},
    ): Promise<Entries> {
      if (!connector) return err(notConfigured)
      const { type, credentialsVersion } = connector
      const key = `${id} ${credentialsVersion} ${kind}`
      const before = kept.get(key)
      const isNew = before && now() - before.readAt < (fresh ? freshMs : keptMs)
      const { entries } = isNew
        ? before
        : start(key, () =>
            limiter.within(id, () =>
              adapters.catalogue(type, { organizationId: id }, kind, AbortSignal.timeout(readMs)),
            ),
          )
      return Promise.race([entries, late(waitMs)])
    },
  }
}

async function late(milliseconds: number): Promise<Entries> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
  return err(refusal('unavailable', 'connection.no_answer', {}))
}

/** Entries whose code begins with the text, or whose name contains the text. */
export function matching(entries: readonly CatalogueEntry[], q = ''): readonly CatalogueEntry[] {
  const wanted = q.trim().toLocaleLowerCase('nb')
  return wanted
    ? entries.filter(
        ({ code, name }) =>
          code.toLocaleLowerCase('nb').startsWith(wanted) ||
          name.toLocaleLowerCase('nb').includes(wanted),
      )
    : entries
}
