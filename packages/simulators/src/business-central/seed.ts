import { createHash } from 'node:crypto'

/** One organisation's way into the stand-in: what its administrator would type, and some ways to get it wrong. */
export interface OrganizationSeed {
  readonly organizationId: string
  readonly name: string
  readonly tenantId: string
  /** Names the tenant as well as its id does. */
  readonly domain: string
  readonly environment: string
  readonly companyId: string
  readonly companyName: string
  readonly clientId: string
  readonly clientSecret: string
  /** Was right until it expired: AADSTS7000222. */
  readonly expiredSecret: string
  /** Gets tokens from Entra ID and is refused by Business Central. */
  readonly clientWithoutPermission: { readonly clientId: string; readonly clientSecret: string }
  readonly setup?: Partial<CompanySetup>
  /** For client assertions: the SHA-256 thumbprint in hex and the public key as PEM. */
  readonly certificates?: readonly { readonly thumbprint: string; readonly publicKey: string }[]
}

/** What a customer has set up beside the chart, and the API does not tell. */
export interface CompanySetup {
  /** The journal template has a posting number series: what is posted gets numbers of its own. */
  readonly postingNumberSeries: boolean
  /** VAT is settled up to this day: nothing more can be posted in those periods. */
  readonly vatSettledTo: string
}

export interface AccountSeed {
  readonly number: string
  readonly name: string
  readonly category: 'Assets' | 'Liabilities' | 'Income' | 'Expense'
  readonly accountType?: 'Heading'
  readonly blocked?: true
  readonly directPosting?: false
  readonly genPostingType?: 'Purchase'
  /** The VAT product posting group that a line gets when it names none. */
  readonly vatGroup?: string
  /** Automatic account group: what a posting on the account brings to others, in per cent of it; in all nothing. */
  readonly allocations?: readonly { readonly account: string; readonly percent: number }[]
  /** Deferral template: the amount is kept on another account, and spread over so many months. */
  readonly deferral?: { readonly account: string; readonly months: number }
  readonly defaultDimensions?: readonly {
    readonly dimension: string
    readonly value: string
    readonly posting: '' | 'Code Mandatory' | 'Same Code'
  }[]
}

/** An invented chart: the numbers are those that Norwegian associations use, the names are ours. */
export const chartOfAccounts: readonly AccountSeed[] = [
  { number: '1570', name: 'Forskudd til reise', category: 'Assets' },
  { number: '1749', name: 'Periodisert kostnad', category: 'Assets' },
  { number: '1920', name: 'Driftskonto', category: 'Assets' },
  { number: '2400', name: 'Skyldig leverandør', category: 'Liabilities', directPosting: false },
  { number: '2700', name: 'Skyldig mva', category: 'Liabilities' },
  { number: '2710', name: 'Mva til fradrag', category: 'Liabilities' },
  { number: '2770', name: 'Skyldig avgift', category: 'Liabilities' },
  { number: '2910', name: 'Skyldig ansatt', category: 'Liabilities' },
  { number: '2990', name: 'Skyldig frivillig', category: 'Liabilities' },
  {
    number: '5320',
    name: 'Honorar med avgift',
    category: 'Expense',
    allocations: [
      { account: '5400', percent: 14.1 },
      { account: '2770', percent: -14.1 },
    ],
  },
  { number: '5330', name: 'Honorar, styret', category: 'Expense' },
  { number: '5390', name: 'Honorar, andre', category: 'Expense' },
  { number: '5400', name: 'Avgift', category: 'Expense' },
  {
    number: '6730',
    name: 'Tjenester fra utlandet',
    category: 'Expense',
    genPostingType: 'Purchase',
    vatGroup: 'OMVENDT',
  },
  { number: '6790', name: 'Innleid hjelp', category: 'Expense', genPostingType: 'Purchase' },
  { number: '6800', name: 'Kontorutstyr', category: 'Expense', genPostingType: 'Purchase' },
  {
    number: '6840',
    name: 'Abonnement med mva',
    category: 'Expense',
    genPostingType: 'Purchase',
    vatGroup: 'HOY',
  },
  {
    number: '6850',
    name: 'Abonnement over flere måneder',
    category: 'Expense',
    deferral: { account: '1749', months: 3 },
  },
  { number: '6860', name: 'Kurs og samlinger', category: 'Expense', genPostingType: 'Purchase' },
  { number: '7000', name: 'REISER', category: 'Expense', accountType: 'Heading' },
  { number: '7100', name: 'Egen bil', category: 'Expense' },
  { number: '7130', name: 'Reise til innberetning', category: 'Expense' },
  { number: '7140', name: 'Billetter og bom', category: 'Expense', genPostingType: 'Purchase' },
  { number: '7150', name: 'Diett etter sats', category: 'Expense' },
  { number: '7160', name: 'Mat på reise', category: 'Expense', genPostingType: 'Purchase' },
  {
    number: '7165',
    name: 'Reise, må ha avdeling',
    category: 'Expense',
    defaultDimensions: [{ dimension: 'AVDELING', value: '', posting: 'Code Mandatory' }],
  },
  {
    number: '7168',
    name: 'Reise, har avdeling',
    category: 'Expense',
    defaultDimensions: [{ dimension: 'AVDELING', value: '100', posting: '' }],
  },
  {
    number: '7169',
    name: 'Reise, låst avdeling',
    category: 'Expense',
    defaultDimensions: [{ dimension: 'AVDELING', value: '100', posting: 'Same Code' }],
  },
  { number: '7199', name: 'Gammel reisekonto', category: 'Expense', blocked: true },
  { number: '7350', name: 'Servering', category: 'Expense', genPostingType: 'Purchase' },
  { number: '7770', name: 'Gebyr', category: 'Expense' },
]

export const dimensions = [
  {
    code: 'AVDELING',
    name: 'Avdeling',
    values: [
      { code: '100', name: 'Sekretariat' },
      { code: '200', name: 'Fylkeslag øst' },
      { code: '210', name: 'Fylkeslag vest' },
      { code: '220', name: 'Fylkeslag nord' },
      { code: '300', name: 'Ungdom' },
      { code: '400', name: 'Likepersonsarbeid' },
      { code: '990', name: 'Nedlagt avdeling', blocked: true },
    ],
  },
  {
    code: 'PROSJEKT',
    name: 'Prosjekt',
    values: [
      { code: 'P1', name: 'Aktivitetsdager' },
      { code: 'P2', name: 'Kurs for pårørende' },
      { code: 'P3', name: 'Synlig i skolen' },
      { code: 'P4', name: 'Digital hverdag' },
    ],
  },
] as const

/** VAT product posting groups with their rate in per cent. */
export const vatGroups: Readonly<Record<string, number>> = {
  INGEN: 0,
  LAV: 12,
  MIDDELS: 15,
  HOY: 25,
  OMVENDT: 0,
}
/** Those whose VAT the buyer owes, with the rate in per cent. */
export const reverseCharges: Readonly<Record<string, number>> = { OMVENDT: 25 }

/** Subledgers: where their control entries go in the general ledger. */
export const payables = {
  vendors: '2400',
  employees: '2910',
  vat: '2710',
  vatOwed: '2700',
} as const
export const vendors = ['L100', 'L101', 'L102'].map((number) => ({
  number,
  name: `Leverandør ${number}`,
}))
export const employees = ['A100', 'A101', 'A102'].map((number) => ({
  number,
  name: `Ansatt ${number}`,
}))
export interface PurchaseInvoice {
  readonly number: string
  readonly date: string
  readonly vendor: string
  readonly vendorInvoiceNumber: string
  readonly status: 'Draft' | 'Open'
  readonly total: number
}
export const purchaseInvoices: readonly PurchaseInvoice[] = [
  {
    number: '108001',
    date: '2026-11-02',
    vendor: 'L100',
    vendorInvoiceNumber: '5501',
    status: 'Open',
    total: 1250,
  },
  {
    number: '108002',
    date: '2026-11-03',
    vendor: 'L101',
    vendorInvoiceNumber: '77',
    status: 'Draft',
    total: 480.5,
  },
]
export const bankAccounts = [{ number: 'DRIFT', name: 'Driftsbank', account: '1920' }] as const

/** Those of the demonstration that keep their accounts in Business Central. */
export const demoOrganizations: readonly OrganizationSeed[] = [organization('hlf', 'HLF', 'hlf')]

/** Member organisations of the story that the demonstration tells. */
export const storyOrganizations: readonly OrganizationSeed[] = [
  organization('nord', 'Medlemsforbundet Nord', 'nord'),
  organization('innlandet', 'Medlemsforbundet Innlandet', 'innlandet'),
  organization('midt', 'Medlemsforbundet Midt', 'midt'),
]

/** Of the story, too: nobody has entered it yet. Its books are in the other stand-in as well, so that either can be tried. */
export const newOrganization = organization('ny', 'Medlemsforbundet Ny', 'ny')

/**
 * More organisations, for tests and benches. With principal `own`, each has a tenant and an app of its own;
 * with `shared`, all are companies of one tenant, reached by one app, whose request budget they share.
 */
export function seedOrganizations(
  count: number,
  principal: 'own' | 'shared' = 'own',
  prefix = 'organization',
  setup: Partial<CompanySetup> = {},
): OrganizationSeed[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `${prefix}-${index + 1}`
    const name = `Forening ${prefix} ${index + 1}`
    return { ...organization(id, name, principal === 'own' ? id : prefix), setup }
  })
}

function organization(id: string, name: string, principal: string): OrganizationSeed {
  return {
    organizationId: id,
    name,
    tenantId: guidOf(`tenant ${principal}`),
    domain: `${principal}.onmicrosoft.com`,
    environment: 'Production',
    companyId: guidOf(`company ${id}`),
    companyName: name,
    clientId: guidOf(`client ${principal}`),
    clientSecret: `sim~${principal}~secret`,
    expiredSecret: `sim~${principal}~expired`,
    clientWithoutPermission: {
      clientId: guidOf(`stranger ${principal}`),
      clientSecret: `sim~${principal}~stranger`,
    },
  }
}

/** The same name gives the same id in every process, so that settings written down stay right. */
export function guidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
