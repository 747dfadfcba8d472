import { unmapped, type InUse, type Unmapped } from '@bilagsbro/booking/coverage'
import type { MappingRules } from '@bilagsbro/booking/mapping'
import { osloDayOf } from '@bilagsbro/booking/posting-date'
import type { Refusal } from '@bilagsbro/kernel/result'
import type { Organization } from './organization.ts'

/** What is in use and cannot be booked on some day from now on. */
export const unmappedIn = (
  { mapping, earlierMappings }: Pick<Organization, 'mapping' | 'earlierMappings'>,
  inUse: InUse,
  now: Date,
): Unmapped => unmapped([mapping, ...earlierMappings], inUse, osloDayOf(now.getTime()))

/** Why nothing, or not everything in use, could be sent; nothing when all can. */
export function incompleteMapping(
  organization: Organization,
  inUse: InUse,
  now: Date,
): Refusal | undefined {
  const { categories, payeeKinds, dimensions } = unmappedIn(organization, inUse, now)
  const named = [
    ...(categories.length > 0
      ? [`categories: in use without an account: ${list(categories)}.`]
      : []),
    ...(payeeKinds.length > 0
      ? [`credits: in use without a credit account: ${list(payeeKinds)}.`]
      : []),
    ...(dimensions.length > 0
      ? [`dimensions: booked on without a dimension of the ledger: ${list(dimensions)}.`]
      : []),
  ]
  return named.length > 0 ? incomplete(named) : nothingMapped(organization.mapping)
}

/** Why nothing at all could be sent with these rules. */
export function nothingMapped({ categories, credits }: MappingRules): Refusal | undefined {
  const missing = [
    ...(Object.keys(categories).length === 0 ? ['categories: map at least one category.'] : []),
    ...(Object.values(credits).some(Boolean)
      ? []
      : ['credits: give the credit account of at least one kind of payee.']),
  ]
  return missing.length > 0 ? incomplete(missing) : undefined
}

const incomplete = (parts: readonly string[]): Refusal => ({
  kind: 'conflict',
  code: 'mapping.incomplete',
  message: `An enabled connector needs a mapping of everything in use. ${parts.join(' ')}`,
})

const list = (names: readonly string[]) =>
  names.length > 20
    ? `${names.slice(0, 20).join(', ')} and ${names.length - 20} more`
    : names.join(', ')
