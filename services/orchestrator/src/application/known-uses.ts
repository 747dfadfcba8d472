import type { ApprovedRecord } from '@bilagsbro/booking/approved-record'
import type { Use } from '#domain/use.ts'

/** Uses that this process knows to have been told. It spares the store a query for each batch that uses nothing new. */
export interface KnownUses {
  /** The unknown uses of these records, once each. */
  unknownIn(records: readonly ApprovedRecord[]): Use[]
  /** Remembers uses. To be called after their commit. */
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
      // A forgotten use costs one more query.
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
