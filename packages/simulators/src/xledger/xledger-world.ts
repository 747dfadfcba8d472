import type { Clock } from '@bilagsbro/kernel/clock'
import { createFaults, type Faults } from '#faults.ts'
import type { LineFile } from '#line-file.ts'
import { createTimers, type Timers } from '#timers.ts'
import { createBooks, type Books, type Line } from './books.ts'
import { apply, rowsOf, toStored, type Change } from './changes.ts'
import { runImport } from './import-job.ts'
import { localTime } from './local-time.ts'
import type { XledgerSeed } from './seed.ts'

/** What can be decided about the stand-in while it runs. */
export interface XledgerConduct {
  /** From staging to the next run of the import job; negative: only when told. */
  importDelayMs: number
  /** Whether a line that cannot be booked is refused at once, or by the import job. Nobody knows the vendor's. */
  validation: 'later' | 'sync'
  /** The HTTP status that errors come with. */
  errorStatus: 200 | 400
  /** Whether a mutation that fails in the middle keeps what came before it. Nobody knows the vendor's. */
  partial: boolean
}

export interface XledgerWorld extends Pick<Timers, 'later' | 'hurry'> {
  readonly clock: Clock
  readonly faults: Faults
  readonly conduct: XledgerConduct
  /** By the entity's id. */
  readonly owners: Map<string, Books>
  readonly accessTokens: Map<string, { readonly owner: string; readonly expiresAt: number }>
  newId(): string
  newAct(): number
  add(seed: XledgerSeed): void
  stage(books: Books, lines: readonly Line[]): void
  /** One run of the import job. */
  importNow(books: Books): void
  /** An accountant deletes what is staged under a reference. Gives back how many lines. */
  reject(books: Books, reference: string): number
  reset(): void
  close(): void
}

export function createXledgerWorld(
  seeds: readonly XledgerSeed[],
  clock: Clock,
  given: Partial<XledgerConduct>,
  file: LineFile<Change> | undefined,
): XledgerWorld {
  const timers = createTimers()
  const importing = new Set<Books>()
  let ids = 100_000_000
  let acts = 0

  const record = (books: Books, change: Change) => {
    file?.append(change)
    apply(books, change)
  }
  const world: XledgerWorld = {
    clock,
    faults: createFaults(clock),
    conduct: {
      importDelayMs: 1_000,
      validation: 'later',
      errorStatus: 200,
      partial: false,
      ...given,
    },
    owners: new Map(),
    accessTokens: new Map(),
    newId: () => String(++ids),
    newAct: () => ++acts,
    add(seed) {
      const books = createBooks(seed)
      world.owners.set(seed.ownerDbId, books)
      for (const change of file?.stored ?? [])
        if (change.owner === seed.ownerDbId) restore(books, change)
      if (books.staged.all.size > 0) schedule(books)
    },
    stage(books, lines) {
      record(books, { owner: books.seed.ownerDbId, kind: 'staged', lines: lines.map(toStored) })
      schedule(books)
    },
    importNow: (books) => importInto(books),
    reject(books, reference) {
      const rows = [...(books.staged.byReference.get(reference) ?? [])]
      const removed = {
        owner: books.seed.ownerDbId,
        kind: 'removed' as const,
        ids: rows.map(({ dbId }) => dbId),
      }
      if (rows.length > 0) record(books, removed)
      return rows.length
    },
    reset() {
      close()
      file?.clear()
      world.faults.clear()
      world.accessTokens.clear()
      for (const { seed } of world.owners.values())
        world.owners.set(seed.ownerDbId, createBooks(seed))
    },
    later: timers.later,
    hurry: timers.hurry,
    close: () => close(),
  }

  function close() {
    timers.clear()
    importing.clear()
  }

  /** One run waits at a time: what is staged until then goes along. */
  function schedule(books: Books) {
    const { importDelayMs } = world.conduct
    if (importDelayMs < 0 || importing.has(books)) return
    importing.add(books)
    world.later(importDelayMs, () => {
      importing.delete(books)
      importInto(books)
    })
  }

  function importInto(books: Books) {
    const owner = books.seed.ownerDbId
    const faults = world.faults.posting(books.seed.organizationId, 'import')
    const { booked, errors } = runImport(books, {
      createdAt: localTime(world.clock.now()),
      newId: () => world.newId(),
      periodClosed: faults.period_closed !== undefined,
    })
    for (const { header, from, entries } of booked)
      record(books, {
        owner,
        kind: 'booked',
        header,
        from: from.map(({ dbId }) => dbId),
        entries: entries.map(toStored),
      })
    if (errors.length > 0 || books.errors.length > 0)
      record(books, { owner, kind: 'failed', errors })
  }

  function restore(books: Books, change: Change) {
    apply(books, change)
    for (const { dbId, act = 0 } of rowsOf(change)) {
      ids = Math.max(ids, Number(dbId))
      acts = Math.max(acts, act)
    }
  }

  for (const seed of seeds) world.add(seed)
  return world
}
