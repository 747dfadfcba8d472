import type { Connection } from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import { ok, type Result } from '@bilagsbro/kernel/result'
import type { Policy } from './addresses.ts'
import type { Reply, Send } from './client.ts'
import { readCredentials, type Way } from './credentials.ts'
import type { Tokens } from './tokens.ts'

/** One call of the port: the way is checked, and signed in to. */
export interface Session {
  readonly way: Way
  readonly signal: AbortSignal
  get(url: URL): Promise<Reply>
  head(url: URL): Promise<Reply>
  /** `reference` becomes the key. */
  post(body: string, reference: string): Promise<Reply>
}

export type OpenSession = (
  connection: Connection,
  signal: AbortSignal,
  fresh?: boolean,
) => Promise<Result<Session, Failure>>

interface Dependencies {
  readonly policy: Policy
  readonly send: Send
  readonly tokens: Tokens
}

export function createSessions({ policy, send, tokens }: Dependencies): OpenSession {
  return async (connection, signal, fresh = false) => {
    const way = readCredentials(connection, policy)
    if (!way.ok) return way
    const { proof, endpoint } = way.value
    const token = proof.kind === 'oauth2' ? await tokens.token(proof, signal, fresh) : undefined
    if (token && !token.ok) return token
    const [name, shown] =
      proof.kind === 'header'
        ? [proof.name, proof.value]
        : ['Authorization', `Bearer ${token!.value}`]
    const headers = { accept: 'application/json', [name]: shown }
    const secrets = [...Object.values(connection.secrets), shown]
    const made = async (method: 'GET' | 'HEAD' | 'POST', url: URL, more = {}, body?: string) => {
      const all = { ...headers, ...more }
      const reply = await send(url, {
        method,
        headers: all,
        signal,
        ...(body !== undefined && { body }),
      })
      if (reply.failure?.class === 'auth' && proof.kind === 'oauth2') tokens.forget(proof)
      return masked(reply, secrets)
    }
    return ok({
      way: way.value,
      signal,
      get: (url) => made('GET', url),
      head: (url) => made('HEAD', url),
      post: (body, reference) =>
        made(
          'POST',
          endpoint,
          { 'content-type': 'application/json', 'idempotency-key': `"${reference}"` },
          body,
        ),
    })
  }
}

/** A ledger may say again what it was told. */
function masked(reply: Reply, secrets: readonly string[]): Reply {
  if (!reply.failure) return reply
  let { message } = reply.failure
  for (const secret of secrets)
    for (const part of [secret, secret.split(' ').at(-1)!])
      if (part.length > 2) message = message.replaceAll(part, '***')
  return { ...reply, failure: { ...reply.failure, message } } as Reply
}
