import type { Failure } from '@bilagsbro/booking/failure'
import type { Connection } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { Clock } from '@bilagsbro/kernel/clock'
import { ok, type Result } from '@bilagsbro/kernel/result'
import type { Dispatcher } from 'undici'
import { readCredentials, type Credentials } from './credentials.ts'
import { createApi, type Api, type Reply } from './graphql.ts'
import type { Tokens } from './tokens.ts'

/** One call of the port: the way known, and signed in. */
export interface Session {
  readonly api: Api
  /** The entity that is posted to. */
  readonly owner: string
}

export type OpenSession = (
  connection: Connection,
  signal: AbortSignal,
  fresh?: boolean,
) => Promise<Result<Session, Failure>>

/** A token works in both: only the host separates them, so it is never a customer's to choose. */
const origins = {
  production: 'https://www.xledger.net',
  demo: 'https://demo.xledger.net',
} as const

/** `standIn` takes the place of both. */
export const originOf = ({ environment }: Credentials, standIn: string | undefined): string =>
  standIn ?? origins[environment]

export function createSessions(dependencies: {
  tokens: Tokens
  dispatcher: Dispatcher
  clock: Clock
  standIn: string | undefined
}): OpenSession {
  const { tokens, standIn } = dependencies
  return async (connection, signal, fresh = false) => {
    const credentials = readCredentials(connection)
    if (!credentials.ok) return credentials
    const authorization = await tokens.authorization(credentials.value, signal, fresh)
    if (!authorization.ok) return authorization
    const api = createApi(dependencies, {
      origin: originOf(credentials.value, standIn),
      authorization: authorization.value,
      signal,
    })
    const forget = () => tokens.forget(credentials.value)
    return ok({ api: watched(api, forget), owner: credentials.value.owner })
  }
}

/** A refused token is not used again. */
function watched(api: Api, forget: () => void): Api {
  const watch = (failure: Failure | undefined) => {
    if (failure?.class === 'auth') forget()
  }
  return {
    signal: api.signal,
    async send(query, variables): Promise<Reply> {
      const reply = await api.send(query, variables)
      if (reply.kind !== 'data') watch(reply.failure)
      return reply
    },
    async list(query, names, variables) {
      const rows = await api.list(query, names, variables)
      if (!rows.ok) watch(rows.error)
      return rows
    },
  }
}
