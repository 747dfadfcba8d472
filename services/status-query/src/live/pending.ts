import { everything, type Kind } from '@bilagsbro/service-kit/changes/changes'
import { isOrganizationId } from '@bilagsbro/kernel/organization-id'
import { decodeChanges, encodeChanges } from './hint.ts'

/** What changed and was not told yet: however often it changed, it is told once. */
export function createPending() {
  let changes = new Map<string, Set<Kind>>()
  let isEverything = false
  const add = (organizationId: string, kind: Kind) => {
    const known = changes.get(organizationId)
    if (known) known.add(kind)
    else if (isOrganizationId(organizationId)) changes.set(organizationId, new Set([kind]))
  }
  return {
    add,
    addEverything() {
      isEverything = true
    },
    /** The text to tell, if any; it counts as told from here. */
    take(): string | undefined {
      if (changes.size === 0 && !isEverything) return undefined
      const text = isEverything ? everything : encodeChanges(changes)
      changes = new Map()
      isEverything = false
      return text
    },
    /** For a text that could not be told. */
    putBack(text: string) {
      const told = decodeChanges(text)
      if (told === everything) isEverything = true
      else for (const [id, of] of told) for (const kind of of) add(id, kind)
    },
  }
}
export type Pending = ReturnType<typeof createPending>
