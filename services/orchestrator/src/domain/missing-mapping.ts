import type { Payee, RecordLine } from './approved-record.ts'
import { codingOf, type DimensionName, type Mapping } from './mapping.ts'
import type { PendingReason } from './record.ts'

/** What a mapping lacks to book these lines, by name; nothing when it is complete. */
export function missingFrom(
  mapping: Mapping,
  payee: Payee,
  lines: readonly RecordLine[],
): Omit<PendingReason, 'code'> | undefined {
  const { categories: rules, credits, subledgers } = mapping
  const categories = distinct(
    lines.map(({ category }) => category).filter((category) => !Object.hasOwn(rules, category)),
  )
  const payeeKinds = credits[payee.kind] === undefined ? [payee.kind] : []
  const payees = subledgers?.[payee.kind] && payee.ledgerNumber === undefined ? [payee.id] : []
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

/** What the line is to be booked on and the ledger has no dimension for; leaving it out would lose it silently. */
function nameless(line: RecordLine, mapping: Mapping): readonly DimensionName[] {
  const { costCenter, project } = mapping.dimensions
  if (costCenter !== undefined && project !== undefined) return none
  const coding = codingOf(line, mapping)
  return names.filter(
    (name) => coding[name] !== undefined && mapping.dimensions[name] === undefined,
  )
}
const names = ['costCenter', 'project'] as const
const none: readonly DimensionName[] = []

const distinct = <T extends string>(values: readonly T[]): readonly T[] =>
  values.length === 0 ? values : [...new Set(values)].toSorted()
