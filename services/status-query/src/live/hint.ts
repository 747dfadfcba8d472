import { isOrganizationId } from '@bilagsbro/kernel/organization-id'
import { everything, kinds, type Changes, type Kind } from '@bilagsbro/service-kit/changes/changes'

/** What an event of this type changes. */
export function kindOf(type: string): Kind {
  if (type.startsWith('connector.')) return 'connector'
  if (type.startsWith('posting.')) return 'log'
  return /^sync\.(?:started|completed)$/.test(type) ? 'runs' : 'records'
}

/** PostgreSQL refuses 8,000 bytes; ids and kinds are ASCII. */
const longest = 7_000

/** The text that replicas tell each other. */
export function encodeChanges(changes: Changes): string {
  const lines = [...changes].map(([organizationId, of]) => [organizationId, ...of].join(' '))
  const text = lines.join('\n')
  return text.length > longest ? everything : text
}

/** Another version may tell of kinds that this one does not know. */
export function decodeChanges(text: string): Changes | typeof everything {
  if (text === everything) return everything
  return new Map(
    text.split('\n').flatMap((line) => {
      const [organizationId, ...of] = line.split(' ')
      const known = kinds.filter((kind) => of.includes(kind))
      return isOrganizationId(organizationId) && known.length > 0
        ? [[organizationId, new Set(known)] as const]
        : []
    }),
  )
}
