import type { AdapterClient } from '@bilagsbro/adapter-api/adapter-client'
import { calls, type Call } from '@bilagsbro/adapter-api/calls'
import type { CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'
import { connectorTypes, type ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Immutable } from '@bilagsbro/kernel/immutable'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Static, TSchema } from 'typebox'
import type { LedgerAdapters } from '#application/ports/ledger-adapters.ts'
import { refusal } from '#domain/refusals.ts'

interface Settings {
  readonly client: AdapterClient
  readonly clock: Clock
  readonly logger: Logger
}

const schemaKeptMs = 60_000

/** A kind without an adapter is not offered. */
export function createLedgerAdapters({ client, clock, logger }: Settings): LedgerAdapters {
  const ask = createAsk(client, logger)
  const schemas = new Map<ConnectorType, { schema: CredentialSchema; readAt: number }>()
  const now = () => clock.now().getTime()
  return {
    types: connectorTypes.filter(client.knows),
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
  }
}

function createAsk(client: AdapterClient, logger: Logger) {
  return async <Body extends TSchema, Answer extends TSchema>(
    type: ConnectorType,
    call: Call<Body, Answer>,
    body: Immutable<Static<Body>> | undefined,
    signal: AbortSignal,
  ): Promise<Result<Static<Answer>, Refusal>> => {
    const answer = await client.ask(type, call, body, signal)
    if (answer.ok) return answer
    const { error } = answer
    if (error.kind === 'refused')
      return err({ kind: 'invalid', code: error.reason, message: error.message })
    const { reason } = error
    logger.warn({ event: 'adapter.unanswered', connector: type, path: call.path, reason })
    return err(error.kind === 'too_late' ? noAnswer : unreachable(type))
  }
}

const unreachable = (type: ConnectorType) =>
  refusal('unavailable', 'connector.adapter_unreachable', { type })

const noAnswer = refusal('unavailable', 'connection.no_answer', {})
