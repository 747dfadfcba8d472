import { createHash } from 'node:crypto'
import { chartOfAccounts, dimensions } from '#business-central/seed.ts'

/** How callers prove who they are. */
export type Authentication =
  | { readonly kind: 'api_key'; readonly header: string; readonly apiKey: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly kind: 'oauth2'
      readonly clientId: string
      readonly clientSecret: string
      readonly scope: string
    }

/** One organisation's ledger, with the habits of its API. */
export interface RestOrganizationSeed {
  readonly organizationId: string
  readonly name: string
  readonly authentication: Authentication
  /** Signs in and may read; every posting is answered 403. Of the same kind as `authentication`. */
  readonly readOnly: Authentication
  /** Whether it keeps to draft-ietf-httpapi-idempotency-key-header-07, or does not look at the header. */
  readonly idempotency: 'honoured' | 'ignored'
  /** How long a key is known; for ever unless told. */
  readonly keyLifetimeMs?: number
  /** Refuses a second voucher with the same reference: 409, which names the first. */
  readonly uniqueReferences: boolean
  /** What a posting is answered with; `accepted` is 202 with the address of a job, and books a little later. */
  readonly answers: 'created' | 'created_empty' | 'ok_empty' | 'no_content' | 'accepted'
  /**
   * How it tells that it did not book: by a status with a problem, or inside of an answer that says 200 or 207. One
   * that does the latter says inside of the others that it did, too.
   */
  readonly refusals: 'problem' | 'success_false' | 'has_errors' | 'multi_status'
  /** What it takes as an amount: kroner with at most two decimals, the same as text, or øre, of which it drops a part. */
  readonly amounts: 'decimal' | 'text' | 'ore'
  /** How long an accepted voucher waits for its job, in milliseconds; negative: until told. */
  readonly jobMs: number
  /** Whether the look-up shows what waits for its job, as `queued`. */
  readonly showsQueued: boolean
  /** The form of Retry-After. */
  readonly retryAfter: 'seconds' | 'date'
}

/** The organisation of the demonstration. */
export const demoRestOrganizations: readonly RestOrganizationSeed[] = [
  restOrganization('medlemsforbundet', 'Medlemsforbundet (eksempel)'),
]

/** Member organisations of the story that the demonstration tells. */
export const storyRestOrganizations: readonly RestOrganizationSeed[] = [
  restOrganization('ost', 'Medlemsforbundet Øst'),
  restOrganization('sor', 'Medlemsforbundet Sør'),
]

export function restOrganization(
  organizationId: string,
  name: string,
  habits: Partial<RestOrganizationSeed> & { readonly kind?: Authentication['kind'] } = {},
): RestOrganizationSeed {
  const { kind = 'api_key', ...rest } = habits
  return {
    organizationId,
    name,
    authentication: authentication(organizationId, kind, ''),
    readOnly: authentication(organizationId, kind, 'read-only'),
    idempotency: 'honoured',
    uniqueReferences: true,
    answers: 'created',
    refusals: 'problem',
    amounts: 'decimal',
    jobMs: 300,
    showsQueued: false,
    retryAfter: 'seconds',
    ...rest,
  }
}

/** More organisations, for tests and benches. */
export const seedRestOrganizations = (count: number, prefix = 'rest'): RestOrganizationSeed[] =>
  Array.from({ length: count }, (_, index) =>
    restOrganization(`${prefix}-${index + 1}`, `Forening ${prefix} ${index + 1}`),
  )

function authentication(
  organizationId: string,
  kind: Authentication['kind'],
  right: string,
): Authentication {
  const name = right ? `${organizationId}-${right}` : organizationId
  const secret = createHash('sha256').update(`rest ${name}`).digest('base64url')
  if (kind === 'api_key') return { kind, header: 'x-api-key', apiKey: secret }
  if (kind === 'basic') return { kind, username: name, password: secret }
  return { kind, clientId: name, clientSecret: secret, scope: 'vouchers' }
}

export interface RestAccount {
  readonly number: string
  readonly name: string
  readonly blocked: boolean
}

export const restAccounts: ReadonlyMap<string, RestAccount> = new Map(
  chartOfAccounts
    .filter(({ accountType }) => accountType !== 'Heading')
    .map(({ number, name, blocked = false }) => [number, { number, name, blocked }]),
)

const valuesOf = (code: string) =>
  dimensions
    .find((dimension) => dimension.code === code)!
    .values.map(({ code: value, name }) => ({
      code: value,
      name,
    }))
export const costCentres = valuesOf('AVDELING')
export const projects = valuesOf('PROSJEKT')
/** Nothing before it is open. */
export const openFrom = '2020-01-01'
