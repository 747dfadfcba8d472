import type { ApprovedRecord } from '@bilagsbro/booking/approved-record'
import type { Use } from '#domain/use.ts'

/** What this process knows to have been told. In front of the store, so that a batch which uses nothing new asks nothing. */
export interface KnownUses {
  /** What these records use and is not known here, once each. */
  unknownIn(records: readonly ApprovedRecord[]): Use[]
  /** To be called when it has been committed. */
  remember(uses: readonly Use[]): void
}

interface Known {
  readonly category: Set<string>
  readonly payee_kind: Set<string>
}

export function createKnownUses(most = 100_000): KnownUses {
  const known = new Map<string, Known>()
  let size = 0
  return {
    unknownIn(records) {
      const unknown = new Map<string, Use>()
      for (const { organizationId, payee, lines } of records) {
        const uses = known.get(organizationId)
        const look = (use: Use['use'], value: string) => {
          if (!uses?.[use].has(value))
            unknown.set(`${organizationId}\n${use}\n${value}`, { organizationId, use, value })
        }
        look('payee_kind', payee.kind)
        for (const { category } of lines) look('category', category)
      }
      return [...unknown.values()]
    },
    remember(uses) {
      // What is forgotten is asked for again, and that is all.
      if (size + uses.length > most) {
        known.clear()
        size = 0
      }
      for (const { organizationId, use, value } of uses) {
        const there = known.get(organizationId) ?? { category: new Set(), payee_kind: new Set() }
        known.set(organizationId, there)
        there[use].add(value)
      }
      size += uses.length
    },
  }
}
