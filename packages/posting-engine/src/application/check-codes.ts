import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import {
  keyOfLedgerCode,
  ledgerCodeKinds,
  type LedgerCode,
  type LedgerCodeKind,
  type Standing,
} from '@bilagsbro/booking/ledger-code'
import type { Failure } from '@bilagsbro/booking/failure'
import { ok, type Result } from '@bilagsbro/kernel/result'
import type { AccountingSystem, Connection, OpenDays } from './ports/accounting-system.ts'

type Reading = Pick<AccountingSystem, 'catalogue' | 'listed' | 'openDays'>
/** How any code of one kind stands. */
type Tell = (code: LedgerCode) => Standing

interface Kept {
  readonly tell: Promise<Tell | undefined>
  readonly readAt: number
  size: number
}

const keptMs = 30_000
const mostKept = 100_000
/** A catalogue that has so many entries may have been cut there. */
const mostListed = 20_000

const listOf = {
  account: 'accounts',
  dimension: 'dimensions',
  supplier: 'suppliers',
  employee: 'employees',
} as const satisfies Record<Exclude<LedgerCodeKind, 'period'>, CatalogueKind>

const notOffered: Standing = { standing: 'not_offered' }
const unanswered: Standing = { standing: 'unanswered' }
const usable: Standing = { standing: 'usable' }

/**
 * Tells how codes stand in a ledger, by reading only. Each list is read once for all who ask at the same time, and kept
 * for half a minute, so that many questions of one preview cost one reading.
 */
export function createCodeChecks(system: Reading, now: () => number = () => performance.now()) {
  const kept = new Map<string, Kept>()

  function dropOld(): void {
    let size = [...kept.values()].reduce((sum, entry) => sum + entry.size, 0)
    for (const [key, entry] of kept) {
      if (size <= mostKept && now() - entry.readAt < keptMs) continue
      kept.delete(key)
      size -= entry.size
    }
  }

  function start(key: string, read: () => Promise<Known | undefined>): Kept {
    dropOld()
    const known = read()
    const entry: Kept = { tell: known.then((it) => it?.tell), readAt: now(), size: 1 }
    kept.set(key, entry)
    const forget = () => kept.get(key) === entry && kept.delete(key)
    known.then((it) => (it ? (entry.size += it.size) : forget()), forget)
    return entry
  }

  function tellOf(connection: Connection, kind: LedgerCodeKind, signal: AbortSignal) {
    const { organizationId, targetFingerprint, credentialsVersion } = connection
    const key = JSON.stringify([organizationId, targetFingerprint, credentialsVersion, kind])
    const before = kept.get(key)
    if (before && now() - before.readAt < keptMs) return before.tell
    kept.delete(key)
    return start(key, () => readKind(system, connection, kind, signal)).tell
  }

  return async (
    connection: Connection,
    codes: readonly LedgerCode[],
    signal: AbortSignal,
  ): Promise<Result<readonly Standing[], Failure>> => {
    const tells = new Map<LedgerCodeKind, Tell>()
    // One list after the other: a ledger counts requests at the same time.
    for (const kind of ledgerCodeKinds)
      if (codes.some((code) => code.kind === kind))
        tells.set(kind, await tellIn(system, kind, () => tellOf(connection, kind, signal)))
    return ok(codes.map((code) => tells.get(code.kind)!(code)))
  }
}

/** A list that cannot be read leaves its kind unanswered, and no other. */
async function tellIn(
  system: Reading,
  kind: LedgerCodeKind,
  read: () => Promise<Tell | undefined>,
): Promise<Tell> {
  const isOffered = kind === 'period' ? system.openDays : system.listed?.includes(kind)
  if (!isOffered) return () => notOffered
  return (await read().catch(() => undefined)) ?? (() => unanswered)
}

interface Known {
  readonly tell: Tell
  readonly size: number
}

async function readKind(
  system: Reading,
  connection: Connection,
  kind: LedgerCodeKind,
  signal: AbortSignal,
): Promise<Known | undefined> {
  if (kind === 'period') {
    const days = await system.openDays!(connection, signal)
    return days.ok ? { tell: ({ code }) => standingOn(code, days.value), size: 1 } : undefined
  }
  const entries = await system.catalogue(connection, listOf[kind], signal)
  return entries.ok ? { tell: among(entries.value), size: entries.value.length } : undefined
}

/** A list that has nothing, or does not know the dimension, vouches for nothing; so does one that may be cut. */
function among(entries: readonly CatalogueEntry[]): Tell {
  const isWhole = entries.length < mostListed
  const dimensions = new Set(entries.map(({ dimension }) => keyOf(dimension)))
  const standings = new Map<string, Standing>(
    entries.map(({ code, dimension, blocked }) => [
      keyOf(dimension, code),
      blocked === undefined ? usable : { standing: 'blocked', why: blocked },
    ]),
  )
  return ({ code, dimension }) => {
    const standing = standings.get(keyOf(dimension, code))
    if (standing) return standing
    const isListed = dimensions.has(keyOf(dimension)) || standings.has(keyOf(undefined, dimension))
    return isWhole && isListed ? { standing: 'missing' } : unanswered
  }
}

const keyOf = (dimension: string | undefined, code = ''): string =>
  keyOfLedgerCode({ kind: 'dimension', code, dimension })

function standingOn(day: string, { from, to }: OpenDays): Standing {
  if ((from === undefined || from <= day) && (to === undefined || day <= to)) return usable
  const since = from === undefined ? '' : ` from ${from}`
  const until = to === undefined ? '' : ` to ${to}`
  return { standing: 'blocked', why: `It can be posted on days${since}${until}.` }
}
