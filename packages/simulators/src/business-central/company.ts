import type { Account, Dimension, DimensionSet, DimensionValue } from './account.ts'
import type { AccountSeed, CompanySetup, OrganizationSeed } from './seed.ts'
import { bankAccounts, chartOfAccounts, dimensions, guidOf } from './seed.ts'
import { createLedger, type Ledger } from './ledger.ts'

export const accountTypes = [
  'G/L Account',
  'Customer',
  'Vendor',
  'Bank Account',
  'Fixed Asset',
  'IC Partner',
  'Employee',
] as const
export type AccountType = (typeof accountTypes)[number]

export interface Journal {
  readonly id: string
  code: string
  displayName: string
  template: string
  balancingAccount: Account | undefined
  /** In the order of their numbers. */
  lines: JournalLine[]
  stamp: number
  modifiedAt: string
}

export interface JournalLine {
  readonly id: string
  readonly journal: Journal
  lineNumber: number
  accountType: AccountType
  accountNumber: string
  /** Set where the account is one of the general ledger's. */
  account: Account | undefined
  postingDate: string
  documentNumber: string
  externalDocumentNumber: string
  /** In øre, VAT included. */
  amount: number
  description: string
  comment: string
  taxCode: string
  balanceAccountType: AccountType
  balancingAccountNumber: string
  balancingAccount: Account | undefined
  dimensions: DimensionSet
  stamp: number
  modifiedAt: string
}

export interface Company {
  readonly id: string
  readonly name: string
  readonly organizationId: string
  readonly accounts: Map<string, Account>
  readonly accountsById: Map<string, Account>
  readonly dimensions: Map<string, Dimension>
  readonly dimensionsById: Map<string, Dimension>
  readonly valuesById: Map<string, DimensionValue>
  readonly banks: Map<string, Account>
  readonly journals: Map<string, Journal>
  /** By template and code. */
  readonly journalsByCode: Map<string, Journal>
  readonly lines: Map<string, JournalLine>
  readonly ledger: Ledger
  /** `generalLedgerSetup`: an empty date is no bound. */
  allowPostingFrom: string
  allowPostingTo: string
  setup: CompanySetup
  /** How posted documents were numbered anew. */
  renumbered: number
}

const usualSetup: CompanySetup = { postingNumberSeries: false, vatSettledTo: '' }

export const defaultTemplate = 'GENERAL'
export const nullGuid = '00000000-0000-0000-0000-000000000000'
const noDimensions: DimensionSet = []

export function createCompany(seed: OrganizationSeed): Company {
  const found = createDimensions(seed)
  const accounts = chartOfAccounts.map((account) => createAccount(seed, account, found))
  const byNumber = new Map(accounts.map((account) => [account.number, account]))
  return {
    id: seed.companyId,
    name: seed.companyName,
    organizationId: seed.organizationId,
    accounts: byNumber,
    accountsById: new Map(accounts.map((account) => [account.id, account])),
    dimensions: found,
    dimensionsById: new Map([...found.values()].map((dimension) => [dimension.id, dimension])),
    valuesById: new Map(
      [...found.values()].flatMap((dimension) =>
        [...dimension.values.values()].map((value) => [value.id, value]),
      ),
    ),
    banks: new Map(bankAccounts.map((bank) => [bank.number, byNumber.get(bank.account)!])),
    journals: new Map(),
    journalsByCode: new Map(),
    lines: new Map(),
    ledger: createLedger(),
    allowPostingFrom: '2020-01-01',
    allowPostingTo: '',
    setup: { ...usualSetup, ...seed.setup },
    renumbered: 0,
  }
}

function createDimensions(seed: OrganizationSeed): Map<string, Dimension> {
  const found = new Map<string, Dimension>()
  for (const { code, name, values } of dimensions) {
    const dimension: Dimension = {
      id: guidOf(`${seed.companyId} dimension ${code}`),
      code,
      name,
      values: new Map(),
    }
    for (const value of values)
      dimension.values.set(value.code, {
        id: guidOf(`${seed.companyId} dimension ${code} ${value.code}`),
        code: value.code,
        name: value.name,
        blocked: 'blocked' in value,
        dimension,
      })
    found.set(code, dimension)
  }
  return found
}

function createAccount(
  seed: OrganizationSeed,
  account: AccountSeed,
  found: Map<string, Dimension>,
): Account {
  const defaults = account.defaultDimensions ?? []
  const starting = defaults.flatMap(
    ({ dimension, value }) => found.get(dimension)?.values.get(value) ?? [],
  )
  return {
    id: guidOf(`${seed.companyId} account ${account.number}`),
    number: account.number,
    name: account.name,
    category: account.category,
    accountType: account.accountType ?? 'Posting',
    blocked: account.blocked ?? false,
    directPosting: account.directPosting ?? true,
    genPostingType: account.genPostingType ?? '',
    vatGroup: account.vatGroup ?? '',
    allocations: account.allocations ?? [],
    deferral: account.deferral,
    defaultDimensions: defaults,
    startingDimensions: starting.length > 0 ? starting : noDimensions,
  }
}
