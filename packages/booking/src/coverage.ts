import type { Payee, RecordLine } from './approved-record.ts'
import { bookingSince } from './mapping-versions.ts'
import {
  codingOf,
  dimensionNames,
  type DimensionName,
  type Mapping,
  type MappingRules,
} from './mapping.ts'
import type { PendingReason } from './pending-reason.ts'

export const hasAccount = ({ categories }: MappingRules, category: string): boolean =>
  Object.hasOwn(categories, category)

/** A subledger says under whose number a payee is credited, and never on which account: the ledgers take both. */
export const hasCredit = ({ credits }: MappingRules, kind: string): boolean =>
  Object.hasOwn(credits, kind) && credits[kind as keyof typeof credits] !== undefined

/** The codes of a line that the mapping names no dimension of the ledger for; without a refusal they would be lost silently. */
export function nameless(
  line: Parameters<typeof codingOf>[0],
  mapping: MappingRules,
): readonly DimensionName[] {
  const { costCenter, project } = mapping.dimensions
  if (costCenter !== undefined && project !== undefined) return none
  const coding = codingOf(line, mapping)
  return dimensionNames.filter(
    (name) => coding[name] !== undefined && mapping.dimensions[name] === undefined,
  )
}
const none: readonly DimensionName[] = []

/** The names that a mapping lacks to book these lines; nothing when the mapping is complete. */
export function missingFrom(
  mapping: Mapping,
  payee: Payee,
  lines: readonly RecordLine[],
): Omit<PendingReason, 'code'> | undefined {
  const categories = distinct(
    lines.map(({ category }) => category).filter((category) => !hasAccount(mapping, category)),
  )
  const payeeKinds = hasCredit(mapping, payee.kind) ? [] : [payee.kind]
  const payees =
    mapping.subledgers?.[payee.kind] && payee.ledgerNumber === undefined ? [payee.id] : []
  const dimensions = distinct(lines.flatMap((line) => nameless(line, mapping)))
  if (categories.length + payeeKinds.length + payees.length + dimensions.length === 0)
    return undefined
  return {
    categories,
    payeeKinds,
    ...(payees.length > 0 && { payees }),
    ...(dimensions.length > 0 && { dimensions }),
  }
}

/** Uses of approved records so far, which a mapping has to cover. */
export interface InUse {
  readonly categories: readonly string[]
  readonly payeeKinds: readonly string[]
}

export interface Unmapped extends InUse {
  /** Codes that the mapping itself books on, and names no dimension of the ledger for. */
  readonly dimensions: readonly DimensionName[]
}

/**
 * Uses that cannot be booked on some posting date from a day on. Cost centres and numbers that lines and payees bring
 * along are known from their records alone: {@link missingFrom} names those that are missing.
 */
export function unmapped(mappings: readonly Mapping[], inUse: InUse, day: string): Unmapped {
  const written = mappings.filter(({ version }) => version > 0)
  const booking = bookingSince(written, day)
  const lacks = (covers: (rules: MappingRules) => boolean) => !booking?.every(covers)
  const onDimensions = (booking ?? written).flatMap((rules) =>
    inUse.categories.flatMap((category) => nameless({ category }, rules)),
  )
  return {
    categories: inUse.categories.filter((name) => lacks((rules) => hasAccount(rules, name))),
    payeeKinds: inUse.payeeKinds.filter((kind) => lacks((rules) => hasCredit(rules, kind))),
    dimensions: distinct(onDimensions),
  }
}

const distinct = <T extends string>(values: readonly T[]): readonly T[] =>
  values.length === 0 ? values : [...new Set(values)].toSorted()
