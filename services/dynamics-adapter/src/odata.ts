import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { Dispatcher } from 'undici'
import type { Lost } from '@bilagsbro/posting-engine/toolkit/lost-call'
import { ledgerAnswer, type Headers } from '@bilagsbro/posting-engine/toolkit/ledger-answer'
import { readText } from '@bilagsbro/posting-engine/toolkit/read-body'
import { answeredFailure, errorOf, lost, unreadable } from './failures.ts'

/** Operations in one $batch at most (Microsoft, "Operational limits"). */
export const batchSize = 100

interface Answer {
  readonly kind: 'answered'
  readonly status: number
  readonly body: unknown
  /** Set for every status but 2xx. */
  readonly failure?: Failure
  readonly answer: LedgerAnswer
}
export type Reply = Answer | ({ readonly kind: 'lost' } & Lost)

/** One operation of a $batch, as Business Central answered it. */
export interface Part {
  readonly status: number
  readonly body: unknown
  readonly failure?: Failure
}

/** One organisation's API, for the length of one call of the port. Paths are below `api/v2.0/`. */
export interface Api {
  readonly signal: AbortSignal
  /** What is changed or deleted is so in that version alone; left out, in whatever version is there. */
  send(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: string,
    version?: string,
  ): Promise<Reply>
  /**
   * All operations, in as few requests as they need, and each made only when its request is; a part that was not
   * answered is missing. Stops at the first request that fails as a whole.
   */
  batch(operations: Iterable<Operation>): Promise<Result<(Part | undefined)[], Failure>>
  /** All pages; `path` may be a link to a next one. */
  list<T>(path: string): Promise<Result<T[], Failure>>
}

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Relative to `api/v2.0/`, without characters that JSON escapes. */
  readonly path: string
  /** JSON. */
  readonly body?: string
}

export function createApi(
  { dispatcher, origin, clock }: { dispatcher: Dispatcher; origin: string; clock: Clock },
  { base, token, signal }: { base: string; token: string; signal: AbortSignal },
): Api {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    // Failures are told apart by their English texts.
    'accept-language': 'en-US',
    'content-type': 'application/json',
  }

  async function call(
    method: Dispatcher.HttpMethod,
    path: string,
    body?: string,
    more?: Record<string, string>,
  ): Promise<Reply> {
    try {
      const response = await dispatcher.request({
        origin,
        path,
        method,
        headers: more ? { ...headers, ...more } : headers,
        body: body === undefined ? null : Buffer.from(body),
        signal,
      })
      const parsed = parse(await readText(response))
      const status = response.statusCode
      const answer = answerOf(status, parsed, response.headers)
      if (status >= 200 && status < 300)
        return parsed === unparsable
          ? {
              kind: 'answered',
              status,
              body: undefined,
              failure: { ...unreadable(status), answer },
              answer,
            }
          : { kind: 'answered', status, body: parsed, answer }
      const retryAfter = response.headers['retry-after']
      const later = Array.isArray(retryAfter) ? retryAfter[0] : retryAfter
      const failure = { ...answeredFailure(status, parsed, later, clock.now()), answer }
      return { kind: 'answered', status, body: parsed, failure, answer }
    } catch (error) {
      return { kind: 'lost', ...lost(error) }
    }
  }

  async function batchOf(
    operations: readonly Operation[],
  ): Promise<Result<(Part | undefined)[], Failure>> {
    const reply = await call('POST', `${base}$batch`, batchBody(operations), goOn)
    if (reply.failure) return err(reply.failure)
    const { responses } = ((reply as Answer).body ?? {}) as { responses?: RawPart[] }
    if (!Array.isArray(responses)) return err(unreadable(200))
    const parts = Array.from<Part | undefined>({ length: operations.length })
    for (const { id, status, body, headers: said } of responses)
      parts[Number(id)] =
        status < 300
          ? { status, body }
          : { status, body, failure: partFailure(status, body, said, clock.now()) }
    return ok(parts)
  }

  return {
    signal,
    send: (method, path, body, version = '*') =>
      call(method, base + path, body, changes.has(method) ? { 'if-match': version } : undefined),
    async batch(operations) {
      const parts: (Part | undefined)[] = []
      for (const some of batches(operations)) {
        const answered = await batchOf(some)
        if (!answered.ok) return answered
        parts.push(...answered.value)
      }
      return ok(parts)
    },
    async list<T>(path: string) {
      const rows: T[] = []
      for (let next: string | undefined = pathOf(path, base); next;) {
        const reply = await call('GET', next)
        if (reply.failure) return err(reply.failure)
        const page = pageOf<T>((reply as Answer).body)
        if (!page) return err(unreadable(200))
        rows.push(...page.rows)
        next = page.next && pathOf(page.next, base)
      }
      return ok(rows)
    },
  }
}

function* batches(operations: Iterable<Operation>): Generator<Operation[]> {
  let batch: Operation[] = []
  for (const operation of operations) {
    batch.push(operation)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

interface RawPart {
  readonly id: string
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

function partFailure(status: number, body: unknown, headers: RawPart['headers'], now: Date) {
  const retryAfter = Object.entries(headers ?? {}).find(([name]) => /^retry-after$/i.test(name))
  const answer = answerOf(status, body, headers)
  return { ...answeredFailure(status, body, retryAfter?.[1], now), answer }
}

/** A refusal names itself in its text, whatever its headers say. */
function answerOf(status: number, body: unknown, headers: Headers | undefined): LedgerAnswer {
  if (status < 300) return ledgerAnswer({ status, headers })
  const { code, message } = errorOf(body)
  const correlationId = /CorrelationId:\s*([0-9a-f-]{36})/i.exec(message)?.[1]
  return ledgerAnswer({ status, headers, code, correlationId })
}

const changes = new Set(['PATCH', 'DELETE'])
const goOn = { prefer: 'odata.continue-on-error' }

/**
 * Each operation is its own transaction (no `Isolation: snapshot`): the journal is thrown away as a
 * whole when one fails, so a rollback would only hide which others fail too.
 */
function batchBody(operations: readonly Operation[]): string {
  let body = '{"requests":['
  for (let at = 0; at < operations.length; at++) {
    const { method, path, body: json } = operations[at]!
    const said = method === 'PATCH' ? changingHeaders : operationHeaders
    body += `${at ? ',' : ''}{"id":"${at}","method":"${method}","url":"${path}","headers":${said}`
    body += json === undefined ? '}' : `,"body":${json}}`
  }
  return `${body}]}`
}
const inner = { 'content-type': 'application/json', 'accept-language': 'en-US' }
const operationHeaders = JSON.stringify(inner)
const changingHeaders = JSON.stringify({ ...inner, 'if-match': '*' })

/** The rows of a list; nothing where the answer is no list, so that no other answer counts as an empty list. */
export function pageOf<T>(body: unknown): { rows: T[]; next?: string } | undefined {
  const {
    value,
    '@odata.context': context,
    '@odata.nextLink': next,
  } = (body ?? {}) as { value?: T[]; '@odata.context'?: unknown; '@odata.nextLink'?: string }
  if (!Array.isArray(value) || typeof context !== 'string') return undefined
  if (next === undefined) return { rows: value }
  return URL.canParse(next, 'https://x') ? { rows: value, next } : undefined
}

/** Only the path of a link is followed: the token goes nowhere else. */
function pathOf(link: string, base: string): string {
  if (!/^https?:/.test(link)) return base + link
  const { pathname, search } = new URL(link)
  return pathname + search
}

const unparsable = Symbol('not JSON')
function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return unparsable
  }
}

/** Ids stand in an address only in this form. */
export const isGuid = (id: unknown): id is string =>
  typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

/** A text inside an OData filter. */
export const quoted = (text: string): string =>
  encodeURIComponent(`'${text.toWellFormed().replaceAll("'", "''")}'`).replaceAll("'", '%27')
