import type { Mapping, MappingRules, Policies } from '@bilagsbro/booking/mapping'
import { stillBooking } from '@bilagsbro/booking/mapping-versions'
import { isDay } from '@bilagsbro/kernel/calendar'
import { contentHash } from '@bilagsbro/kernel/content-hash'
import { nameOf, withNames } from '@bilagsbro/kernel/name'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { nameField, refuseFaults, type FieldFault } from './faults.ts'
import { nothingMapped } from './incomplete-mapping.ts'
import { changed, type Organization, type Stamp } from './organization.ts'
import { codeFault } from './texts.ts'

export interface MappingDraft extends MappingRules {
  /** Left out: as before. */
  readonly policies?: Policies | undefined
}

const maxCategories = 1000
/** Every reader gets all versions that still book something in one event, which may have 256 kB. */
const maxBytes = 200_000
const maxVersions = 24

export function saveMapping(
  organization: Organization,
  draft: MappingDraft,
  stamp: Stamp,
): Result<Organization, Refusal> {
  const { policies = organization.policies, ...written } = draft
  const rules = withNames(written)
  const faults = [...twins(written), ...ruleFaults(rules)]
  if (faults.length > 0) return err(refuseFaults(code, faults))
  const sameRules = contentHash(rules) === contentHash(rulesOf(organization.mapping))
  if (sameRules) return ok(withPolicies(organization, policies, stamp))
  if (organization.connector?.enabled) {
    const refusal = nothingMapped(rules)
    if (refusal) return err(refusal)
  }
  const mapping = { ...rules, version: organization.mapping.version + 1 }
  const earlierMappings = earlierThan(mapping, organization)
  const fault = sizeFault([mapping, ...earlierMappings])
  if (fault) return err(refuseFaults(code, [fault]))
  return ok(changed(organization, { mapping, earlierMappings, policies }, stamp))
}

export function withPolicies(
  organization: Organization,
  policies: Policies,
  stamp: Stamp,
): Organization {
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

function sizeFault(mappings: readonly Mapping[]): FieldFault | undefined {
  if (mappings.length > maxVersions)
    return {
      field: 'effectiveFrom',
      message: `at most ${maxVersions} versions can book different dates; leave it out, or give a day before those of some versions.`,
    }
  if (Buffer.byteLength(JSON.stringify(mappings)) > maxBytes)
    return {
      field: 'categories',
      message: `at most ${maxBytes / 1000} kB are possible, together with the versions that book earlier dates; map fewer, by shorter names, or leave effectiveFrom out.`,
    }
  return undefined
}

/** Names of categories that look different to nobody. */
function twins({ categories }: MappingRules): FieldFault[] {
  const written = Map.groupBy(Object.keys(categories), nameOf)
  return [...written].flatMap(([name, keys]) =>
    keys.length > 1 ? [{ field: nameField(name), message: 'is there twice; keep one.' }] : [],
  )
}

function ruleFaults(rules: MappingRules): FieldFault[] {
  const { categories, effectiveFrom } = rules
  const names = Object.keys(categories)
  if (names.length > maxCategories)
    return [
      {
        field: 'categories',
        message: `at most ${maxCategories} are possible, ${names.length} were sent.`,
      },
    ]
  if (Object.hasOwn(categories, '__proto__'))
    return [{ field: nameField('__proto__'), message: 'is not possible; choose another.' }]
  const faults = codesOf(rules).flatMap(([field, code]) => {
    const message = codeFault(code)
    return message ? [{ field, message }] : []
  })
  if (effectiveFrom !== undefined && !isDay(effectiveFrom))
    faults.push({
      field: 'effectiveFrom',
      message: 'not a day that exists; needed is one like 2026-12-01.',
    })
  return faults
}

/** Every code of a mapping, with the field that it stands in. */
function codesOf({
  categories,
  credits,
  dimensions,
  defaults = {},
}: MappingRules): [field: string, code: string][] {
  return [
    ...Object.entries(categories).flatMap(([name, rule]): [string, string][] => [
      [nameField(name), name],
      ...fieldsOf(`categories.${name}`, rule),
    ]),
    ...fieldsOf('credits', credits),
    ...fieldsOf('dimensions', dimensions),
    ...fieldsOf('defaults', defaults),
  ]
}

function fieldsOf(group: string, fields: object): [string, string][] {
  return Object.entries(fields)
    .filter(([, code]) => code !== undefined)
    .map(([field, code]) => [`${group}.${field}`, String(code)])
}
