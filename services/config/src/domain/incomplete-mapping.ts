import { unmapped, type InUse, type Unmapped } from '@bilagsbro/booking/coverage'
import type { MappingRules } from '@bilagsbro/booking/mapping'
import { osloDayOf } from '@bilagsbro/booking/posting-date'
import type { Fault, Refusal } from '@bilagsbro/kernel/result'
import type { Organization } from './organization.ts'
import { fault } from './refusals.ts'

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

/** Why nothing at all could be sent with these rules. */
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
