import { calls, type Call } from '@bilagsbro/adapter-api/calls'
import type { CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'
import { connectorTypes, type ConnectorType } from '@bilagsbro/booking/connector-type'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Immutable } from '@bilagsbro/kernel/immutable'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { ServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Agent, request } from 'undici'
import type { LedgerAdapters } from '#application/ports/ledger-adapters.ts'
import { refusal } from '#domain/refusals.ts'

interface Settings {
  /** A kind without an address is not offered. */
  readonly urls: Readonly<Partial<Record<ConnectorType, string | undefined>>>
  readonly tokens: ServiceTokens
  readonly clock: Clock
  readonly logger: Logger
}

const schemaKeptMs = 60_000

/** Asks the adapter services over HTTP, with this service's own token. */
export function createLedgerAdapters(settings: Settings): LedgerAdapters & AsyncDisposable {
  const dispatcher = new Agent({
    connect: { timeout: 2_000 },
    maxResponseSize: 16 * 1024 * 1024,
  })
  const ask = createAsk(settings, dispatcher)
  const schemas = new Map<ConnectorType, { schema: CredentialSchema; readAt: number }>()
  const now = () => settings.clock.now().getTime()
  return {
    types: connectorTypes.filter((type) => settings.urls[type] !== undefined),
    async schemaOf(type, signal) {
      const kept = schemas.get(type)
      if (kept && now() - kept.readAt < schemaKeptMs) return ok(kept.schema)
      const read = await ask(type, calls.credentialSchema, undefined, signal)
      if (read.ok) schemas.set(type, { schema: { ...read.value, type }, readAt: now() })
      return read.ok ? ok({ ...read.value, type }) : read
    },
    testConnection: (type, choice, signal) => ask(type, calls.testConnection, choice, signal),
    async catalogue(type, choice, kind, signal) {
      const read = await ask(type, calls.readCatalogue, { ...choice, kind }, signal)
      return read.ok ? ok(read.value.rows) : read
    },
    async openPostings(type, organizationId, signal) {
      const read = await ask(type, calls.openPostings, { organizationId }, signal)
      return read.ok ? ok(read.value.open) : read
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}

/** No part of a body gets into a log line or a refusal: the body may hold secrets. */
function createAsk({ urls, tokens, logger }: Settings, dispatcher: Agent) {
  return async <Body extends TSchema, Answer extends TSchema>(
    type: ConnectorType,
    { method, path, answer: schema }: Call<Body, Answer>,
    body: Immutable<Static<Body>> | undefined,
    signal: AbortSignal,
  ): Promise<Result<Static<Answer>, Refusal>> => {
    const fail = (reason: string, refusal: Refusal) => {
      logger.warn({ event: 'adapter.unanswered', connector: type, path, reason })
      return err(refusal)
    }
    const url = urls[type]
    if (url === undefined) return fail('no address', unreachable(type))
    try {
      const response = await request(url + path, {
        method,
        dispatcher,
        signal,
        headers: {
          authorization: `Bearer ${await tokens.token()}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.body.text()
      if (response.statusCode === 401) tokens.forget()
      const answer = parsed(text)
      if (response.statusCode === 200 && Value.Check(schema, answer)) return ok(answer)
      if (response.statusCode === 422 && Value.Check(Problem, answer))
        return err({ kind: 'invalid', code: answer.code, message: answer.detail })
      return fail(`answered ${response.statusCode}`, unreachable(type))
    } catch (error) {
      if (signal.aborted) return fail('too late', noAnswer)
      return fail((error as Error & { code?: string }).code ?? 'failed', unreachable(type))
    }
  }
}

const Problem = Type.Object({ code: Type.String(), detail: Type.String() })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const unreachable = (type: ConnectorType) =>
  refusal('unavailable', 'connector.adapter_unreachable', { type })

const noAnswer = refusal('unavailable', 'connection.no_answer', {})
