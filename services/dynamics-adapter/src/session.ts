import type { Failure } from '@bilagsbro/booking/failure'
import type { Connection } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { hasBalanceDimensions } from '@bilagsbro/posting-engine/toolkit/balance-dimensions'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { Dispatcher } from 'undici'
import { readCredentials, type Credentials } from './credentials.ts'
import { notThere } from './failures.ts'
import { createApi, quoted, type Api } from './odata.ts'
import type { Tokens } from './tokens.ts'

/** One call of the port: signed in, and the company known. */
export interface Session {
  readonly api: Api
  /** `companies(id)`. */
  readonly company: string
  readonly companyName: string
  /** Whether balance lines carry dimensions, too. */
  readonly balanceDimensions: boolean
  /** Our journals in the company that could not be deleted; none of them can still be posted by us. */
  readonly leftovers: string[]
  /** The same with less time. */
  until(signal: AbortSignal): Session
  /** Where a person finds a document in the web client. */
  readonly linkTo: (number: string) => string
}

export type OpenSession = (
  connection: Connection,
  signal: AbortSignal,
  fresh?: boolean,
) => Promise<Result<Session, Failure>>

interface Company {
  readonly id: string
  readonly name: string
  readonly leftovers: string[]
}

/** Companies by the address they were found at: their ids never change, their names hardly. */
const keptCompanies = 1000

export function createSessions(dependencies: {
  tokens: Tokens
  dispatcher: Dispatcher
  origin: string
  clock: Clock
}): OpenSession {
  const companies = new Map<string, Company>()
  return async (connection, signal, fresh = false) => {
    const credentials = readCredentials(connection)
    if (!credentials.ok) return credentials
    const token = await dependencies.tokens.token(credentials.value, signal, fresh)
    if (!token.ok) return token
    const base = baseOf(credentials.value)
    const forget = () => dependencies.tokens.forget(credentials.value)
    const apiUntil = (ends: AbortSignal) =>
      watched(createApi(dependencies, { base, token: token.value, signal: ends }), forget)
    const api = apiUntil(signal)
    const { companyId } = credentials.value
    const key = base + companyId
    const known = companies.get(key)
    const company = known && !fresh ? ok(known) : await findCompany(api, companyId)
    if (!company.ok) return company
    if (companies.size >= keptCompanies) companies.clear()
    if (!known) companies.set(key, company.value)
    const balanceDimensions = hasBalanceDimensions(connection)
    return ok(
      sessionOf(
        { apiUntil, credentials: credentials.value, company: company.value, balanceDimensions },
        signal,
      ),
    )
  }
}

const baseOf = ({ tenantId, environment }: Credentials): string =>
  `/v2.0/${tenantId}/${environment}/api/v2.0/`

/** A refused token is not used again: permissions that were given since need a new one. */
function watched(api: Api, forget: () => void): Api {
  const watch = <T extends { failure?: Failure } | Result<unknown, Failure>>(answer: T): T => {
    const failure = 'ok' in answer ? (answer.ok ? undefined : answer.error) : answer.failure
    if (failure?.class === 'auth') forget()
    return answer
  }
  return {
    signal: api.signal,
    send: async (method, path, body, version) => watch(await api.send(method, path, body, version)),
    batch: async (operations) => watch(await api.batch(operations)),
    list: async <T>(path: string) => watch(await api.list<T>(path)),
  }
}

async function findCompany(api: Api, wanted: string): Promise<Result<Company, Failure>> {
  const companies = await api.list<{ id: string; name: string }>('companies?$select=id,name')
  if (!companies.ok) return companies.error.code === notThere ? err(unknownEnvironment) : companies
  const found = companies.value.find(({ id }) => id.toLowerCase() === wanted.toLowerCase())
  return found
    ? ok({ ...found, leftovers: [] })
    : err({
        class: 'config',
        code: 'target.unknown_company',
        message: 'The environment has no such company.',
      })
}

/** The failure of an address that Business Central does not know. */
const unknownEnvironment: Failure = {
  class: 'config',
  code: 'target.unknown_environment',
  message: 'Business Central knows no such environment.',
}

interface SignedIn {
  readonly apiUntil: (signal: AbortSignal) => Api
  readonly credentials: Credentials
  readonly company: Company
  readonly balanceDimensions: boolean
}

function sessionOf(signedIn: SignedIn, signal: AbortSignal): Session {
  const { apiUntil, credentials, company, balanceDimensions } = signedIn
  const { tenantId, environment } = credentials
  const client = `https://businesscentral.dynamics.com/${tenantId}/${environment}/?company=${encodeURIComponent(company.name)}`
  return {
    api: apiUntil(signal),
    company: `companies(${company.id})`,
    companyName: company.name,
    balanceDimensions,
    leftovers: company.leftovers,
    until: (earlier) => sessionOf(signedIn, AbortSignal.any([signal, earlier])),
    // Page 20 is "General Ledger Entries".
    linkTo: (number) =>
      `${client}&page=20&filter=%27G%2FL%20Entry%27.%27Document%20No.%27%20IS%20${quoted(number)}`,
  }
}
