import type { Payee, RecordLine } from './approved-record.ts'
import { codingOf, type DimensionName, type Mapping, type MappingRules } from './mapping.ts'
import type { PendingReason } from './pending-reason.ts'

const hasAccount = ({ categories }: MappingRules, category: string): boolean =>
  Object.hasOwn(categories, category)

/** A subledger says under whose number a payee is credited, and never on which account: the ledgers take both. */
const hasCredit = ({ credits }: MappingRules, kind: string): boolean =>
  Object.hasOwn(credits, kind) && credits[kind as keyof typeof credits] !== undefined

/** The codes of a line that the mapping names no dimension of the ledger for; without a refusal they would be lost silently. */
function nameless(
  line: Parameters<typeof codingOf>[0],
  mapping: MappingRules,
): readonly DimensionName[] {
  const { costCenter, project } = mapping.dimensions
  if (costCenter !== undefined && project !== undefined) return none
  const coding = codingOf(line, mapping)
  return names.filter(
    (name) => coding[name] !== undefined && mapping.dimensions[name] === undefined,
  )
}
const names = ['costCenter', 'project'] as const
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

const distinct = <T extends string>(values: readonly T[]): readonly T[] =>
  values.length === 0 ? values : [...new Set(values)].toSorted()
