import type { Mapping, MappingRules, Policies } from '@bilagsbro/booking/mapping'
import { stillBooking } from '@bilagsbro/booking/mapping-versions'
import { isDay } from '@bilagsbro/kernel/calendar'
import { contentHash } from '@bilagsbro/kernel/content-hash'
import { nameOf, withNames } from '@bilagsbro/kernel/name'
import { err, ok, pointerTo, type Fault, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { nothingMapped } from './incomplete-mapping.ts'
import { changed, type Organization, type Stamp } from './organization.ts'
import { fault, invalid } from './refusals.ts'
import { codeFault } from './texts.ts'
import { trialOf, type TrialWish } from './trial.ts'

export interface MappingDraft extends MappingRules {
  /** Left out: as before. */
  readonly policies?: Policies | undefined
}

const maxCategories = 1000
/** One event carries all versions that still book records, and an event has 256 kB at most. */
const maxBytes = 200_000
const maxVersions = 24

export function saveMapping(
  organization: Organization,
  draft: MappingDraft,
  stamp: Stamp,
  wish: TrialWish = {},
): Result<Organization, Refusal> {
  const { policies: chosen, ...written } = draft
  const policies = { ...organization.policies, ...chosen }
  const rules = withNames(written)
  const faults = [...twins(written), ...ruleFaults(rules)]
  if (faults.length > 0) return err(invalid(code, faults))
  const sameRules = contentHash(rules) === contentHash(rulesOf(organization.mapping))
  if (sameRules) return ok(withPolicies(organization, policies, stamp))
  if (organization.connector?.enabled) {
    const refusal = nothingMapped(rules)
    if (refusal) return err(refusal)
  }
  const mapping = { ...rules, version: organization.mapping.version + 1 }
  const earlierMappings = earlierThan(mapping, organization)
  const fault = sizeFault([mapping, ...earlierMappings])
  if (fault) return err(invalid(code, [fault]))
  const parts = { mapping, earlierMappings, policies }
  const { connector } = organization
  // Enabling makes a trial due by itself.
  if (!connector?.enabled) return ok(changed(organization, parts, stamp))
  const trial = trialOf(organization, wish, stamp)
  if (!trial.ok) return trial
  const tried = { ...connector, trial: trial.value }
  return ok(changed(organization, { ...parts, connector: tried }, stamp))
}

/** A policy that is left out stays as it is. */
export function withPolicies(
  organization: Organization,
  chosen: Policies,
  stamp: Stamp,
): Organization {
  const policies = { ...organization.policies, ...chosen }
  return contentHash(policies) === contentHash(organization.policies)
    ? organization
    : changed(organization, { policies }, stamp)
}

function earlierThan(next: Mapping, { mapping, earlierMappings }: Organization): Mapping[] {
  const before = [mapping, ...earlierMappings].filter(({ version }) => version > 0)
  return stillBooking([next, ...before]).slice(1)
}

const code = 'mapping.invalid'

function rulesOf(mapping: Mapping): MappingRules {
  const { version: _, ...rules } = mapping
  return rules
}

function sizeFault(mappings: readonly Mapping[]): Fault | undefined {
  if (mappings.length > maxVersions)
    return fault('/effectiveFrom', 'mapping.versions_too_many', { most: maxVersions })
  if (Buffer.byteLength(JSON.stringify(mappings)) > maxBytes)
    return fault('/categories', 'mapping.too_large', { most: maxBytes / 1000 })
  return undefined
}

/** Names of categories that look different to nobody. */
function twins({ categories }: MappingRules): Fault[] {
  const written = Map.groupBy(Object.keys(categories), nameOf)
  return [...written].flatMap(([name, keys]) =>
    keys.length > 1 ? [fault(pointerTo('categories', name), 'mapping.name_twice', {})] : [],
  )
}

function ruleFaults(rules: MappingRules): Fault[] {
  const { categories, effectiveFrom } = rules
  const names = Object.keys(categories)
  if (names.length > maxCategories)
    return [
      fault('/categories', 'mapping.categories_too_many', {
        most: maxCategories,
        count: names.length,
      }),
    ]
  if (Object.hasOwn(categories, '__proto__'))
    return [fault('/categories/__proto__', 'mapping.name_impossible', {})]
  const faults = codesOf(rules).flatMap(([field, code]) => codeFault(field, code) ?? [])
  if (effectiveFrom !== undefined && !isDay(effectiveFrom))
    faults.push(fault('/effectiveFrom', 'mapping.day_invalid', {}))
  return faults
}

/** Every code of a mapping, with the code's field. */
function codesOf({
  categories,
  credits,
  dimensions,
  defaults = {},
}: MappingRules): [field: string, code: string][] {
  return [
    ...Object.entries(categories).flatMap(([name, rule]): [string, string][] => [
      [pointerTo('categories', name), name],
      ...fieldsOf(pointerTo('categories', name), rule),
    ]),
    ...fieldsOf('/credits', credits),
    ...fieldsOf('/dimensions', dimensions),
    ...fieldsOf('/defaults', defaults),
  ]
}

function fieldsOf(group: string, fields: object): [string, string][] {
  return Object.entries(fields)
    .filter(([, code]) => code !== undefined)
    .map(([field, code]) => [`${group}/${field}`, String(code)])
}
