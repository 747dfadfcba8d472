import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import type { Connection } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { ok, type Result } from '@bilagsbro/kernel/result'
import type { Policy } from './addresses.ts'
import type { Reply, Send } from './client.ts'
import { readCredentials, type CheckedConnection } from './credentials.ts'
import type { Evaluate, EvaluateFor } from './evaluation.ts'
import { keyFor } from './key.ts'
import { paceOf } from './pace.ts'
import { createMask, type Mask } from './secrets.ts'
import type { Tokens } from './tokens.ts'

/** One call of the port: the connection is checked, and signed in to. */
export interface Session {
  readonly connection: CheckedConnection
  readonly signal: AbortSignal
  readonly evaluate: Evaluate
  readonly requestsAtOnce: number
  /** No more than so many bytes are read. */
  get(url: URL, mostBytes: number): Promise<Reply>
  head(url: URL): Promise<Reply>
  /** `reference` becomes the key. */
  post(body: string, reference: string): Promise<Reply>
  /** Of many vouchers: no key is theirs together. */
  postMany(url: URL, body: string): Promise<Reply>
}

interface Purpose {
  /** Somebody waits for it at a form: postings go first. */
  readonly test?: boolean
  /** Its secret is to be proved. */
  readonly fresh?: boolean
}

export type OpenSession = (
  connection: Connection,
  signal: AbortSignal,
  purpose?: Purpose,
) => Promise<Result<Session, Failure>>

interface Dependencies {
  readonly policy: Policy
  readonly send: Send
  readonly tokens: Tokens
  readonly evaluateFor: EvaluateFor
  readonly pace: Parameters<typeof paceOf>[1]
}

/** Bytes of an answer to a posting. */
const mostTold = 256 * 1024
const mostToldOfMany = 2 * 1024 * 1024

export function createSessions({
  policy,
  send,
  tokens,
  evaluateFor,
  pace,
}: Dependencies): OpenSession {
  return async (connection, signal, { test = false, fresh = false } = {}) => {
    const checked = readCredentials(connection, policy)
    if (!checked.ok) return checked
    const { proof, endpoint, keyForm, headers: extra, correlationHeader } = checked.value
    const token = proof.kind === 'oauth2' ? await tokens.token(proof, signal, fresh) : undefined
    if (token && !token.ok) return token
    const [name, shown] =
      proof.kind === 'header'
        ? [proof.name, proof.value]
        : ['Authorization', `Bearer ${token!.value}`]
    const headers = { accept: 'application/json', ...extra, [name]: shown }
    const mask = createMask(connection.secrets, [shown, ...Object.values(extra)])
    const made = async (url: URL, request: Omit<Parameters<Send>[1], 'signal'>) => {
      const reply = await send(url, {
        ...request,
        headers: { ...headers, ...request.headers },
        signal,
        correlationHeader,
      })
      if (reply.failure?.class === 'auth' && proof.kind === 'oauth2') tokens.forget(proof)
      return masked(reply, mask)
    }
    const { organizationId } = connection
    return ok({
      connection: checked.value,
      signal,
      evaluate: evaluateFor({ organizationId, purpose: test ? 'test' : 'posting' }, signal),
      requestsAtOnce: paceOf(connection, pace).requestsAtOnce,
      get: (url, mostBytes) => made(url, { method: 'GET', headers: {}, mostBytes }),
      head: (url) => made(url, { method: 'HEAD', headers: {}, mostBytes: 0 }),
      post: (body, reference) =>
        made(endpoint, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': keyFor(reference, keyForm),
          },
          body,
          mostBytes: mostTold,
        }),
      postMany: (url, body) =>
        made(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          mostBytes: mostToldOfMany,
        }),
    })
  }
}

/** A ledger may say again what it was told. */
function masked(reply: Reply, mask: Mask): Reply {
  const { failure } = reply
  const answer = reply.kind === 'answered' && reply.answer && maskedAnswer(reply.answer, mask)
  const told = failure && {
    failure: {
      ...failure,
      message: mask.message(failure.message),
      ...(answer && { answer }),
    },
  }
  if (reply.kind === 'lost') return { ...reply, ...told } as Reply
  const { text, location } = reply
  const hides = location !== undefined && mask.holds(location)
  return {
    ...reply,
    ...told,
    ...(answer && { answer }),
    text: mask.json(text) ?? mask.message(text),
    location: hides ? undefined : location,
  }
}

const maskedAnswer = ({ status, code, correlationId }: LedgerAnswer, mask: Mask): LedgerAnswer => ({
  status,
  ...(code !== undefined && { code: mask.message(code) }),
  ...(correlationId !== undefined && { correlationId: mask.message(correlationId) }),
})
