import { everything, type Changes, type Kind } from './changes.ts'

/** A hint that a client is due: the kinds of an organisation, or to read everything again. */
export type Due = readonly [organizationId: string, kinds: ReadonlySet<Kind>]

const nothing: ReadonlySet<Kind> = new Set()

/** What one client is told, and when: of one organisation, at most once in a while. */
export function createPace(everyMs: number) {
  const held = new Map<string, { readonly from: number; readonly kinds: ReadonlySet<Kind> }>()
  const toldAt = new Map<string, number>()
  // All clients share the set of a hint, until one of them has more to be told.
  const hold = (organizationId: string, kinds: ReadonlySet<Kind>, no: number) => {
    const known = held.get(organizationId)
    held.set(organizationId, {
      from: known?.from ?? no,
      kinds: known ? new Set([...known.kinds, ...kinds]) : kinds,
    })
  }
  return {
    /** `no`: the number that it was told under. */
    hold(changes: Changes, no: number) {
      // Whoever is to read everything will see these, too.
      if (held.has(everything)) return
      for (const [organizationId, kinds] of changes) hold(organizationId, kinds, no)
    },
    holdEverything(no: number) {
      const [first] = held.values()
      held.clear()
      hold(everything, nothing, first?.from ?? no)
    },
    /** What is to be told now, and counts as told. */
    due(now: number): Due[] {
      for (const [organizationId, at] of toldAt)
        if (now - at >= everyMs) toldAt.delete(organizationId)
      const due: Due[] = []
      for (const [organizationId, { kinds }] of held)
        if (!toldAt.has(organizationId)) due.push([organizationId, kinds])
      for (const [organizationId] of due) {
        held.delete(organizationId)
        toldAt.set(organizationId, now)
      }
      return due
    },
    /** The number below which everything was told, where something is held back. */
    get heldFrom(): number | undefined {
      const [first] = held.values()
      return first?.from
    },
  }
}
export type Pace = ReturnType<typeof createPace>
