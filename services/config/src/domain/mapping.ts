import { contentHash } from '@bilagsbro/kernel/content-hash'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import {
  changed,
  type MappingRules,
  type Organization,
  type Policies,
  type Stamp,
} from './organization.ts'
import { codeFault } from './texts.ts'

export interface MappingDraft extends MappingRules {
  /** Left out: as before. */
  readonly policies?: Policies | undefined
}

const maxCategories = 1000
/** Every reader gets the whole mapping in one event, which may have 256 kB. */
const maxBytes = 200_000

export function saveMapping(
  organization: Organization,
  draft: MappingDraft,
  stamp: Stamp,
): Result<Organization, Refusal> {
  const { policies = organization.policies, ...rules } = draft
  const faults = ruleFaults(rules)
  if (faults.length > 0)
    return err({ kind: 'invalid', code: 'mapping.invalid', message: faults.join(' ') })
  const sameRules = contentHash(rules) === contentHash(rulesOf(organization.mapping))
  if (sameRules && contentHash(policies) === contentHash(organization.policies))
    return ok(organization)
  if (organization.connector?.enabled) {
    const refusal = incompleteMapping(rules)
    if (refusal) return err(refusal)
  }
  const mapping = sameRules
    ? organization.mapping
    : { ...rules, version: organization.mapping.version + 1 }
  return ok(changed(organization, { mapping, policies }, stamp))
}

/** Why nothing could be sent with these rules; nothing when something can. */
export function incompleteMapping({ categories, credits }: MappingRules): Refusal | undefined {
  const missing = [
    ...(Object.keys(categories).length === 0 ? ['categories: map at least one category.'] : []),
    ...(Object.values(credits).some(Boolean)
      ? []
      : ['credits: give the credit account of at least one kind of payee.']),
  ]
  if (missing.length === 0) return undefined
  return {
    kind: 'conflict',
    code: 'mapping.incomplete',
    message: `An enabled connector needs a mapping. ${missing.join(' ')}`,
  }
}

const rulesOf = ({ categories, credits, dimensions }: MappingRules): MappingRules => ({
  categories,
  credits,
  dimensions,
})

function ruleFaults({ categories, credits, dimensions }: MappingRules): string[] {
  const names = Object.keys(categories)
  if (names.length > maxCategories)
    return [`categories: at most ${maxCategories} are possible, ${names.length} were sent.`]
  if (Buffer.byteLength(JSON.stringify({ categories, credits, dimensions })) > maxBytes)
    return [
      `categories: at most ${maxBytes / 1000} kB are possible; map fewer, or by shorter names.`,
    ]
  const codes = [
    ...Object.entries(categories).flatMap(([name, rule]) => [
      [`categories: the name ${JSON.stringify(name)}`, name],
      ...fieldsOf(`categories.${name}`, rule),
    ]),
    ...fieldsOf('credits', credits),
    ...fieldsOf('dimensions', dimensions),
  ]
  const faults = codes.flatMap(([field = '', code = '']) => {
    const fault = codeFault(code)
    return fault ? [`${field}: ${fault}`] : []
  })
  return faults.length > 8
    ? [...faults.slice(0, 8), `And ${faults.length - 8} faults more.`]
    : faults
}

function fieldsOf(group: string, fields: object): string[][] {
  return Object.entries(fields)
    .filter(([, code]) => code !== undefined)
    .map(([field, code]) => [`${group}.${field}`, String(code)])
}
