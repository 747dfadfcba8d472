import { readDay, writtenDay } from '../format/days.ts'
import type { components } from '../api/generated/config.ts'
import type { payeeKinds } from '../records/words.ts'

export type Mapping = components['schemas']['Mapping']
export type MappingBody = components['schemas']['MappingDraft']

export type PayeeKind = (typeof payeeKinds)[number]
export const codings = ['vatCode', 'costCenter', 'project'] as const
export type Coding = (typeof codings)[number]
export const dimensionNames = ['costCenter', 'project'] as const
export type DimensionName = (typeof dimensionNames)[number]

/** The codes of a row; empty where there is none. */
export type RowDraft = Readonly<Record<'account' | Coding, string>>
export interface PayeeDraft {
  readonly account: string
  readonly subledger: string
}

/** As the fields hold it. */
export interface MappingDraft {
  readonly categories: Readonly<Record<string, RowDraft>>
  readonly payees: Readonly<Record<PayeeKind, PayeeDraft>>
  readonly dimensions: Readonly<Record<DimensionName, string>>
  readonly defaults: Readonly<Record<Coding, string>>
  /** As somebody writes a day; empty: all. */
  readonly effectiveFrom: string
}

export const emptyRow: RowDraft = { account: '', vatCode: '', costCenter: '', project: '' }

export function draftOf(mapping: Mapping): MappingDraft {
  const { categories, credits, subledgers = {}, dimensions, defaults = {}, effectiveFrom } = mapping
  const rows = Object.entries(categories).map(([key, rule]) => [key, { ...emptyRow, ...rule }])
  const payee = (kind: PayeeKind): PayeeDraft => ({
    account: credits[kind] ?? '',
    subledger: subledgers[kind] ?? '',
  })
  return {
    categories: Object.fromEntries(rows) as MappingDraft['categories'],
    payees: {
      employee: payee('employee'),
      volunteer: payee('volunteer'),
      external: payee('external'),
    },
    dimensions: { costCenter: '', project: '', ...dimensions },
    defaults: { vatCode: '', costCenter: '', project: '', ...defaults },
    effectiveFrom: effectiveFrom === undefined ? '' : writtenDay(effectiveFrom),
  }
}

export const dayField = '/effectiveFrom'

/** The rules of a draft; a row without an account is none yet. */
export function bodyOf(draft: MappingDraft): MappingBody {
  const { categories, payees, dimensions, defaults } = draft
  const rows = Object.entries(categories).filter(([, { account }]) => account !== '')
  const subledgers = given(mapped(payees, ({ subledger }) => subledger))
  const codes = given(defaults)
  const from = readDay(draft.effectiveFrom)
  return {
    categories: Object.fromEntries(
      rows.map(([key, row]) => [key, given(row)]),
    ) as MappingBody['categories'],
    credits: given(mapped(payees, ({ account }) => account)),
    dimensions: given(dimensions),
    ...(Object.keys(codes).length > 0 && { defaults: codes }),
    ...(Object.keys(subledgers).length > 0 && {
      subledgers: subledgers as NonNullable<MappingBody['subledgers']>,
    }),
    ...(from !== undefined && { effectiveFrom: from }),
  }
}

const mapped = <Key extends string, Value>(
  record: Readonly<Record<Key, Value>>,
  of: (value: Value) => string,
): Record<Key, string> =>
  Object.fromEntries(
    Object.entries<Value>(record).map(([key, value]) => [key, of(value)]),
  ) as Record<Key, string>

/** Without what is empty. */
const given = <Key extends string>(
  codes: Readonly<Record<Key, string>>,
): { readonly [Name in Key]?: string } =>
  Object.fromEntries(Object.entries(codes).filter(([, code]) => code !== '')) as {
    readonly [Name in Key]?: string
  }

/** The part and the key that a fault of the service is about: `/categories/taxi/account` is `/categories/taxi`. */
export const rowOf = (field: string): string => field.split('/').slice(0, 3).join('/')

/** A key as a pointer writes it. */
export const pointerTo = (part: 'categories' | 'credits', key: string) =>
  `/${part}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
