import { unmapped, type InUse, type Unmapped } from '@bilagsbro/booking/coverage'
import type { MappingRules } from '@bilagsbro/booking/mapping'
import { osloDayOf } from '@bilagsbro/booking/posting-date'
import type { Fault, Refusal } from '@bilagsbro/kernel/result'
import type { Organization } from './organization.ts'
import { fault } from './refusals.ts'

/** The categories, kinds of payee and dimensions in use that cannot be booked on some day from today on. */
export const unmappedIn = (
  { mapping, earlierMappings }: Pick<Organization, 'mapping' | 'earlierMappings'>,
  inUse: InUse,
  now: Date,
): Unmapped => unmapped([mapping, ...earlierMappings], inUse, osloDayOf(now.getTime()))

/** Why records would wait for the mapping; nothing when the mapping books everything in use. */
export function incompleteMapping(
  organization: Organization,
  inUse: InUse,
  now: Date,
): Refusal | undefined {
  const { categories, payeeKinds, dimensions } = unmappedIn(organization, inUse, now)
  const faults = [
    categories.length > 0
      ? fault('/categories', 'mapping.categories_unmapped', { names: shortened(categories) })
      : [],
    payeeKinds.length > 0
      ? fault('/credits', 'mapping.payees_unmapped', { names: payeeKinds })
      : [],
    dimensions.length > 0
      ? fault('/dimensions', 'mapping.dimensions_unmapped', { names: dimensions })
      : [],
  ].flat()
  return faults.length > 0 ? incomplete(faults) : nothingMapped(organization.mapping)
}

/** Why these rules book no record at all; nothing when they book some. */
export function nothingMapped({ categories, credits }: MappingRules): Refusal | undefined {
  const faults = [
    Object.keys(categories).length === 0 ? fault('/categories', 'mapping.no_category', {}) : [],
    Object.values(credits).some(Boolean) ? [] : fault('/credits', 'mapping.no_credit', {}),
  ].flat()
  return faults.length > 0 ? incomplete(faults) : undefined
}

const incomplete = (faults: readonly Fault[]): Refusal => ({
  kind: 'conflict',
  code: 'mapping.incomplete',
  faults,
})

const shortened = (names: readonly string[]) =>
  names.length > 20 ? [...names.slice(0, 20), `+${names.length - 20}`] : names
