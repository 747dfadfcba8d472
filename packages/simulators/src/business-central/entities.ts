import { formatAmount } from '@bilagsbro/kernel/money'
import type { Account, Dimension, DimensionSet, DimensionValue } from './account.ts'
import type { Company, Journal, JournalLine } from './company.ts'
import { nullGuid } from './company.ts'
import {
  defineEntity,
  type EdmType,
  type Expansion,
  type Field,
  type Query,
  writeRow,
} from './entity.ts'
import type { LedgerEntry } from './ledger.ts'
import type { PurchaseInvoice } from './seed.ts'

const epoch = '2026-01-01T08:00:00Z'
const define =
  (kind: Field<unknown>['kind'], type: EdmType) =>
  <Row, Value extends string | number | boolean>(
    name: string,
    value: (row: Row) => Value,
  ): Field<Row> => ({ name, label: `,"${name}":`, kind, type, value })
const text = define('text', 'Edm.String')
/** An option: its name is written as OData writes names. */
const option = define('bare', 'Edm.String')
const guid = define('bare', 'Edm.Guid')
const day = define('bare', 'Edm.Date')
const moment = define('bare', 'Edm.DateTimeOffset')
const flag = define('plain', 'Edm.Boolean')
const whole = define('plain', 'Edm.Int32')
const decimal = define('plain', 'Edm.Decimal')
const code = <Row>(name: string, value: (row: Row) => string): Field<Row> => ({
  ...text(name, value),
  code: true,
})

/** As OData writes the name of an enumeration's value: `G_x002F_L_x0020_Account`. */
export function enumName(value: string): string {
  let name = enumNames.get(value)
  if (name === undefined) {
    name = value.replaceAll(
      /[^A-Za-z0-9_-]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    enumNames.set(value, name)
  }
  return name
}
const enumNames = new Map<string, string>()

export const companies = defineEntity<Company>('company', 'companies', () => 1, [
  guid('id', (row) => row.id),
  whole('systemVersion', () => 0),
  text('name', (row) => row.name),
  text('displayName', (row) => row.name),
  text('businessProfileId', () => ''),
  moment('systemCreatedAt', () => epoch),
])

export const accounts = defineEntity<Account>('account', 'accounts', () => 1, [
  guid('id', (row) => row.id),
  code('number', (row) => row.number),
  text('displayName', (row) => row.name),
  option('category', (row) => row.category),
  text('subCategory', () => ''),
  flag('blocked', (row) => row.blocked),
  option('accountType', (row) => row.accountType),
  flag('directPosting', (row) => row.directPosting),
  decimal('netChange', () => 0),
  moment('lastModifiedDateTime', () => epoch),
])

export const dimensionValues = defineEntity<DimensionValue>(
  'dimensionValue',
  'dimensionValues',
  () => 1,
  [
    guid('id', (row) => row.id),
    code('code', (row) => row.code),
    guid('dimensionId', (row) => row.dimension.id),
    text('displayName', (row) => row.name),
    text('consolidationCode', () => ''),
    moment('lastModifiedDateTime', () => epoch),
  ],
)

export const dimensions = defineEntity<Dimension>(
  'dimension',
  'dimensions',
  () => 1,
  [
    guid('id', (row) => row.id),
    code('code', (row) => row.code),
    text('displayName', (row) => row.name),
    text('consolidationCode', () => ''),
    moment('lastModifiedDateTime', () => epoch),
  ],
  {
    dimensionValues: {
      write: (row, query) =>
        `[${[...row.values.values()].map((value) => writeRow(dimensionValues, value, query)).join(',')}]`,
    },
  },
)

export interface DimensionRow {
  readonly parentId: string
  readonly parentType: string
  readonly value: DimensionValue
  readonly stamp: number
}
export const dimensionSetLines = defineEntity<DimensionRow>(
  'dimensionSetLine',
  'dimensionSetLines',
  (row) => row.stamp,
  [
    guid('id', (row) => row.value.dimension.id),
    code('code', (row) => row.value.dimension.code),
    text('consolidationCode', () => ''),
    guid('parentId', (row) => row.parentId),
    option('parentType', (row) => row.parentType),
    text('displayName', (row) => row.value.dimension.name),
    guid('valueId', (row) => row.value.id),
    code('valueCode', (row) => row.value.code),
    text('valueConsolidationCode', () => ''),
    text('valueDisplayName', (row) => row.value.name),
  ],
)
const expandDimensions = <Row extends { dimensions: DimensionSet }>(
  parentType: string,
  idOf: (row: Row) => string,
  stampOf: (row: Row) => number,
): Expansion<Row> => ({
  write(row: Row, query: Query) {
    const parentId = idOf(row)
    const stamp = stampOf(row)
    const rows = row.dimensions.map((value) =>
      writeRow(dimensionSetLines, { parentId, parentType, value, stamp }, query),
    )
    return `[${rows.join(',')}]`
  },
})

export const journals = defineEntity<Journal>('journal', 'journals', (row) => row.stamp, [
  guid('id', (row) => row.id),
  code('code', (row) => row.code),
  text('displayName', (row) => row.displayName),
  code('templateDisplayName', (row) => row.template),
  moment('lastModifiedDateTime', (row) => row.modifiedAt),
  guid('balancingAccountId', (row) => row.balancingAccount?.id ?? nullGuid),
  code('balancingAccountNumber', (row) => row.balancingAccount?.number ?? ''),
])

export const journalLineParent = 'Journal_x0020_Line'
export const journalLines = defineEntity<JournalLine>(
  'journalLine',
  'journalLines',
  (row) => row.stamp,
  [
    guid('id', (row) => row.id),
    guid('journalId', (row) => row.journal.id),
    text('journalDisplayName', (row) => row.journal.code),
    whole('lineNumber', (row) => row.lineNumber),
    option('accountType', (row) => enumName(row.accountType)),
    guid('accountId', (row) => row.account?.id ?? nullGuid),
    code('accountNumber', (row) => row.accountNumber),
    day('postingDate', (row) => row.postingDate),
    code('documentNumber', (row) => row.documentNumber),
    code('externalDocumentNumber', (row) => row.externalDocumentNumber),
    decimal('amount', (row) => row.amount / 100),
    text('description', (row) => row.description),
    text('comment', (row) => row.comment),
    code('taxCode', (row) => row.taxCode),
    option('balanceAccountType', (row) => enumName(row.balanceAccountType)),
    guid('balancingAccountId', (row) => row.balancingAccount?.id ?? nullGuid),
    code('balancingAccountNumber', (row) => row.balancingAccountNumber),
    moment('lastModifiedDateTime', (row) => row.modifiedAt),
  ],
  {
    dimensionSetLines: expandDimensions(
      journalLineParent,
      (row: JournalLine) => row.id,
      (row) => row.stamp,
    ),
  },
)

export const entryId = (number: number) =>
  `${number.toString(16).padStart(8, '0')}-6c65-4664-8765-720000000000`
export const generalLedgerEntries = defineEntity<LedgerEntry>(
  'generalLedgerEntry',
  'generalLedgerEntries',
  (row) => row.number,
  [
    guid('id', (row) => entryId(row.number)),
    whole('entryNumber', (row) => row.number),
    day('postingDate', (row) => row.postingDate),
    code('documentNumber', (row) => row.documentNumber),
    option('documentType', () => '_x0020_'),
    guid('accountId', (row) => row.account.id),
    code('accountNumber', (row) => row.account.number),
    text('description', (row) => row.description),
    decimal('debitAmount', (row) => Math.max(row.amount, 0) / 100),
    decimal('creditAmount', (row) => Math.max(-row.amount, 0) / 100),
    moment('lastModifiedDateTime', (row) => row.postedAt),
  ],
  {
    dimensionSetLines: expandDimensions(
      'General_x0020_Ledger_x0020_Entry',
      (row: LedgerEntry) => entryId(row.number),
      (row) => row.number,
    ),
  },
)

export const generalLedgerSetup = defineEntity<Company>(
  'generalLedgerSetup',
  'generalLedgerSetup',
  () => 1,
  [
    guid('id', (row) => row.id),
    day('allowPostingFrom', (row) => row.allowPostingFrom || '0001-01-01'),
    day('allowPostingTo', (row) => row.allowPostingTo || '0001-01-01'),
    text('additionalReportingCurrency', () => ''),
    text('localCurrencyCode', () => 'NOK'),
    text('localCurrencySymbol', () => 'kr'),
    moment('lastModifiedDateTime', () => epoch),
    code('shortcutDimension1Code', () => 'AVDELING'),
    code('shortcutDimension2Code', () => 'PROSJEKT'),
  ],
)

interface Payee {
  readonly number: string
  readonly name: string
}
const payee = (
  type: string,
  set: string,
  standing: Parameters<typeof defineEntity<Payee>>[3][number],
) =>
  defineEntity<Payee>(type, set, () => 1, [
    guid('id', (row) => payeeId(set, row.number)),
    code('number', (row) => row.number),
    text('displayName', (row) => row.name),
    text('email', () => ''),
    standing,
    moment('lastModifiedDateTime', () => epoch),
  ])
export const payeeId = (set: string, number: string) =>
  `${Buffer.from(set.slice(0, 4)).toString('hex')}-0000-4000-8000-${Buffer.from(number.padEnd(6, '0').slice(0, 6)).toString('hex')}`
export const vendors = payee(
  'vendor',
  'vendors',
  option('blocked', () => '_x0020_'),
)
export const employees = payee(
  'employee',
  'employees',
  option('status', () => 'Active'),
)

/** Invoices that were entered by hand: what others do in the same company. */
export const purchaseInvoices = defineEntity<PurchaseInvoice>(
  'purchaseInvoice',
  'purchaseInvoices',
  () => 1,
  [
    guid('id', (row) => payeeId('purchaseInvoices', row.number)),
    code('number', (row) => row.number),
    day('invoiceDate', (row) => row.date),
    day('postingDate', (row) => row.date),
    day('dueDate', (row) => row.date),
    code('vendorInvoiceNumber', (row) => row.vendorInvoiceNumber),
    guid('vendorId', (row) => payeeId('vendors', row.vendor)),
    code('vendorNumber', (row) => row.vendor),
    text('vendorName', (row) => `Leverandør ${row.vendor}`),
    code('currencyCode', () => 'NOK'),
    option('status', (row) => row.status),
    decimal('totalAmountIncludingTax', (row) => row.total),
    moment('lastModifiedDateTime', () => epoch),
  ],
)

/** Where a company uses VAT, its VAT product posting groups. */
export const taxGroups = defineEntity<string>('taxGroup', 'taxGroups', () => 1, [
  guid('id', (group) => payeeId('taxg', group)),
  code('code', (group) => group),
  text('displayName', (group) => group),
  option('taxType', () => 'VAT'),
  moment('lastModifiedDateTime', () => epoch),
])

/** A decimal as the application's messages write it in English: `1,638.4`. */
export function messageAmount(ore: number): string {
  const [whole, fraction] = formatAmount(Math.abs(ore)).split('.') as [string, string]
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  const decimals = fraction.replace(/0+$/, '')
  return `${ore < 0 ? '-' : ''}${grouped}${decimals && `.${decimals}`}`
}
