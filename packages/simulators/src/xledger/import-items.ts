import { formatAmount, oreOf, parseAmount } from '@bilagsbro/kernel/money'
import { isDayOfCalendar } from '#calendar.ts'
import type { Books, Coded, Currency, Line } from './books.ts'
import { invalidValue, noMatch } from './errors.ts'

export interface Reference {
  readonly dbId?: string | number | null
  readonly code?: string | null
  readonly showAlternatives?: 'YES' | 'NO' | null
}
type ReferenceField =
  | 'account'
  | 'taxRule'
  | 'glObject1'
  | 'glObject2'
  | 'glObject3'
  | 'glObject4'
  | 'glObject5'
  | 'project'
  | 'subledger'
  | 'currency'
export interface ItemInput extends Readonly<Partial<Record<ReferenceField, Reference | null>>> {
  readonly owner?: Reference | null
  readonly transactionSource?: Reference | null
  readonly trRegNumber?: string | number | null
  readonly postedDate?: string | null
  readonly amount?: string | number | null
  readonly invoiceAmount?: string | number | null
  readonly exchangeRate?: string | number | null
  readonly text?: string | null
  readonly extIdentifier?: string | null
  readonly invoiceNumber?: string | null
  readonly yourReference?: string | null
}

/** Nodes of one mass mutation at most (Xledger, "GraphQL general tips"). */
export const mostNodes = 500

/** One line as it is staged; throws what the API says of a line that it does not take. */
export function readItem(
  books: Books,
  input: ItemInput,
  more: Pick<Line, 'dbId' | 'createdAt' | 'act' | 'visibleAt'>,
): Line {
  const find = <T extends Coded>(field: ReferenceField, among: Iterable<T>): T | null =>
    referenceOf(books, field, input[field], among)
  const taxRule = find('taxRule', books.taxRules.values())
  const account = find('account', books.accounts.values())
  if (!account) throw invalidValue('account: A value is required.')
  if (!isDayOfCalendar(input.postedDate ?? ''))
    throw invalidValue("postedDate: A date of the form 'yyyy-MM-dd' is required.")
  const currency = find('currency', books.currencies.values()) ?? books.currencies.get('NOK')!
  for (const field of ['glObject3', 'glObject4', 'glObject5'] as const) find(field, [])
  return {
    ...more,
    modifiedAt: more.createdAt,
    ownerDbId: books.seed.ownerDbId,
    extIdentifier: input.extIdentifier ?? null,
    trRegNumber: input.trRegNumber == null ? null : String(input.trRegNumber),
    transactionSource: { code: input.transactionSource?.code ?? 'GL' },
    postedDate: input.postedDate!,
    ...amountsOf(input, currency),
    currency,
    text: input.text ?? null,
    invoiceNumber: input.invoiceNumber ?? null,
    yourReference: input.yourReference ?? null,
    account,
    taxRule,
    glObject1: find('glObject1', books.glObject1.values()),
    glObject2: find('glObject2', books.glObject2.values()),
    project: find('project', books.projects.values()),
    subledger: find('subledger', [...books.suppliers.values(), ...books.employees.values()]),
    transactionNumber: null,
  }
}

function referenceOf<T extends Coded>(
  books: Books,
  field: ReferenceField,
  reference: Reference | null | undefined,
  among: Iterable<T>,
): T | null {
  if (!reference) return null
  const all = [...among]
  const owner = books.seed.ownerDbId
  if (reference.showAlternatives === 'YES')
    throw invalidValue(`${field}: Alternatives were asked for.`, {
      exampleValidInputs: all
        .slice(0, 100)
        .map(({ code, dbId, description: text }) => ({ code, dbId, ownerDbId: owner, text })),
    })
  const by = reference.dbId == null ? 'code' : 'dbId'
  const value = String(reference[by] ?? '')
  const found = all.find((each) => each[by] === value)
  if (!found) throw noMatch(field, owner, by, value)
  return found
}

/** What is told in the line's currency becomes kroner by its rate, or by the one of the books. */
function amountsOf({ amount, invoiceAmount, exchangeRate }: ItemInput, { rate }: Currency) {
  const known = amountOf(amount ?? invoiceAmount)
  if (amount == null && rate !== 1) {
    const kroner = Math.round(oreOf(known) * Number(exchangeRate ?? rate))
    return { amount: formatAmount(kroner), invoiceAmount: known }
  }
  return { amount: known, invoiceAmount: invoiceAmount == null ? known : amountOf(invoiceAmount) }
}

function amountOf(given: string | number | null | undefined): string {
  const text = typeof given === 'number' ? given.toFixed(2) : (given ?? '')
  const amount = parseAmount(text)
  if (!amount.ok || oreOf(text) === 0) throw invalidValue('amount: An amount is required.')
  return text
}
