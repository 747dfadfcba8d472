import type { Changes, Kind } from './changes.ts'

interface Limits {
  readonly keepMs: number
  readonly most: number
}

function addTo(changes: Map<string, Set<Kind>>, key: string): void {
  const [organizationId, kind] = key.split(' ') as [string, Kind]
  const known = changes.get(organizationId)
  if (known) known.add(kind)
  else changes.set(organizationId, new Set([kind]))
}

/** What each kind of each organisation was told under last, for clients that come back. */
export function createRecent(boot: string, { keepMs, most }: Limits) {
  let count = 0
  /** Nothing is known of what was told up to here. */
  let floor = 0
  let everythingAt = -Infinity
  // In the order of the numbers: whatever is told again goes to the end.
  const last = new Map<string, { readonly no: number; readonly at: number }>()

  const forget = (now: number) => {
    for (const [key, { no, at }] of last) {
      if (now - at <= keepMs && last.size <= most) return
      last.delete(key)
      floor = no
    }
  }
  const numberOf = (id: string): number | undefined => {
    const [, of, no] = /^(.*)-(\d{1,15})$/.exec(id) ?? []
    return of === boot && Number(no) >= floor && Number(no) <= count ? Number(no) : undefined
  }
  return {
    /** The number of all that was told so far. */
    get count() {
      return count
    },
    idOf: (no: number) => `${boot}-${no}`,
    add(changes: Changes, now: number) {
      count++
      for (const [organizationId, kinds] of changes)
        for (const kind of kinds) {
          const key = `${organizationId} ${kind}`
          last.delete(key)
          last.set(key, { no: count, at: now })
        }
      forget(now)
    },
    /** Whoever was told less than this has to read everything again. */
    addEverything(now: number) {
      count++
      everythingAt = now
      floor = count
      last.clear()
    },
    /** What was told since a time, as far as it is kept; nothing where that was everything. */
    after(time: number): Changes | undefined {
      if (everythingAt >= time) return undefined
      const told = new Map<string, Set<Kind>>()
      for (const [key, { at }] of last) if (at >= time) addTo(told, key)
      return told
    },
    /** What was told behind an id; nothing where the id is another's, or too old to tell. */
    since(id: string, now: number): Changes | undefined {
      forget(now)
      const from = numberOf(id)
      if (from === undefined) return undefined
      const missed = new Map<string, Set<Kind>>()
      for (const [key, { no }] of last) if (no > from) addTo(missed, key)
      return missed
    },
  }
}
