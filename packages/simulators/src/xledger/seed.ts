import { createHash } from 'node:crypto'
import { chartOfAccounts, dimensions, employees, vendors } from '#business-central/seed.ts'

/** One entity ("owner") of Xledger: what its administrator would type, and some ways to get it wrong. */
export interface XledgerSeed {
  readonly organizationId: string
  readonly name: string
  /** The entity that the tokens are made in. */
  readonly ownerDbId: string
  /** The entity above it, whose tokens reach it too. */
  readonly parentDbId?: string
  readonly apiToken: string
  /** Has every right to read, and none to write. */
  readonly readOnlyToken: string
  readonly clientId: string
  readonly clientSecret: string
  /** Was right until it expired. */
  readonly expiredSecret: string
}

/** Those of the demonstration that keep their accounts in Xledger. */
export const demoOwners: readonly XledgerSeed[] = [owner('blindeforbundet', 'Blindeforbundet')]

/** Member organisations of the story that the demonstration tells. */
export const storyOwners: readonly XledgerSeed[] = [owner('vest', 'Medlemsforbundet Vest')]

/** Of the story, too: nobody has entered it yet. */
export const newOwner: XledgerSeed = owner('ny', 'Medlemsforbundet Ny')

/** More entities, for tests and benches. */
export const seedOwners = (count: number, prefix = 'entity'): XledgerSeed[] =>
  Array.from({ length: count }, (_, at) =>
    owner(`${prefix}-${at + 1}`, `Forening ${prefix} ${at + 1}`),
  )

function owner(id: string, name: string): XledgerSeed {
  return {
    organizationId: id,
    name,
    ownerDbId: numberOf(`owner ${id}`),
    apiToken: tokenOf(`token ${id}`),
    readOnlyToken: tokenOf(`reader ${id}`),
    clientId: `xl-${id}`,
    clientSecret: `sim~${id}~secret`,
    expiredSecret: `sim~${id}~expired`,
  }
}

/** The same name gives the same token in every process. Xledger's are base64url. */
function tokenOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url')
}
function numberOf(name: string): string {
  const digest = createHash('sha256').update(name).digest()
  return String(10_000_000 + (digest.readUInt32BE() % 80_000_000))
}

interface AccountSeed {
  readonly code: string
  readonly description: string
  /** What `objectStatus` tells apart. */
  readonly open: boolean
  /** A heading does not take postings. */
  readonly posting: boolean
  readonly balanceSheet: boolean
  /** What its lines must name: a supplier's ledger is one. */
  readonly needsSubledger: boolean
}

/** The invented chart of the other stand-in, so that one mapping fits both. */
export const accountSeeds: readonly AccountSeed[] = chartOfAccounts.map((account) => ({
  code: account.number,
  description: account.name,
  open: account.blocked !== true,
  posting: account.accountType !== 'Heading',
  balanceSheet: account.category === 'Assets' || account.category === 'Liabilities',
  needsSubledger: account.number === '2400',
}))

const [departments, projects] = dimensions
export const departmentSeeds = departments.values.map((value) => ({
  code: value.code,
  description: value.name,
  open: !('blocked' in value),
}))
export const chapterSeeds = ['L01', 'L02', 'L03'].map((code) => ({
  code,
  description: `Lokallag ${code}`,
  open: true,
}))
export const projectSeeds = [
  ...projects.values.map(({ code, name }) => ({ code, description: name, open: true })),
  { code: 'P9', description: 'Avsluttet prosjekt', open: false },
]
/** Codes as a tenant of its own choosing has them, with their rate in per cent. */
export const taxRuleSeeds = [
  { code: '2', description: 'Inngående mva, høy sats', rate: 25 },
  { code: '21', description: 'Inngående mva, middels sats', rate: 15 },
  { code: '22', description: 'Inngående mva, lav sats', rate: 12 },
  { code: '20', description: 'Uten mva', rate: 0 },
]
/** With what one of it costs in kroner. */
export const currencySeeds = [
  { code: 'NOK', description: 'Norske kroner', rate: 1 },
  { code: 'EUR', description: 'Euro', rate: 11.5 },
  { code: 'SEK', description: 'Svenske kroner', rate: 1.02 },
]
export const taxAccount = '2710'
const people = (seeds: readonly { number: string; name: string }[]) =>
  seeds.map(({ number, name }) => ({ code: number, description: name }))
export const supplierSeeds = people(vendors)
export const employeeSeeds = people(employees)
