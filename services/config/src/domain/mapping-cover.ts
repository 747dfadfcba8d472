import { payeeKinds, type PayeeKind } from '@bilagsbro/booking/approved-record'
import type { MappingRules } from '@bilagsbro/booking/mapping'
import { bookingSince } from '@bilagsbro/booking/mapping-versions'
import { osloDayOf } from '@bilagsbro/booking/posting-date'
import type { Refusal } from '@bilagsbro/kernel/result'
import type { Organization } from './organization.ts'

/** What approved records have used so far: what a mapping has to cover. */
export interface InUse {
  readonly categories: readonly string[]
  readonly payeeKinds: readonly string[]
}

/** What is in use and cannot be booked on some day from now on. */
export function unmapped(
  { mapping, earlierMappings }: Pick<Organization, 'mapping' | 'earlierMappings'>,
  inUse: InUse,
  now: Date,
): InUse {
  const versions = [mapping, ...earlierMappings].filter(({ version }) => version > 0)
  const booking = bookingSince(versions, osloDayOf(now.getTime()))
  const lacks = (covers: (rules: MappingRules) => boolean) => !booking?.every(covers)
  return {
    categories: inUse.categories.filter((name) =>
      lacks(({ categories }) => Object.hasOwn(categories, name)),
    ),
    payeeKinds: inUse.payeeKinds.filter((kind) => lacks((rules) => isCredited(rules, kind))),
  }
}

const isPayeeKind = (kind: string): kind is PayeeKind => payeeKinds.some((known) => known === kind)

const isCredited = ({ credits, subledgers }: MappingRules, kind: string) =>
  isPayeeKind(kind) && Boolean(credits[kind] ?? subledgers?.[kind])

/** Why nothing, or not everything in use, could be sent; nothing when all can. */
export function incompleteMapping(
  organization: Organization,
  inUse: InUse,
  now: Date,
): Refusal | undefined {
  const { categories, payeeKinds: kinds } = unmapped(organization, inUse, now)
  const named = [
    ...(categories.length > 0
      ? [`categories: in use without an account: ${list(categories)}.`]
      : []),
    ...(kinds.length > 0 ? [`credits: in use without a credit account: ${list(kinds)}.`] : []),
  ]
  return named.length > 0 ? incomplete(named) : emptyMapping(organization.mapping)
}

/** Why nothing at all could be sent with these rules. */
export function emptyMapping({
  categories,
  credits,
  subledgers = {},
}: MappingRules): Refusal | undefined {
  const missing = [
    ...(Object.keys(categories).length === 0 ? ['categories: map at least one category.'] : []),
    ...([...Object.values(credits), ...Object.values(subledgers)].some(Boolean)
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
