import { calls } from '@bilagsbro/adapter-api/calls'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Standing } from '@bilagsbro/booking/ledger-code'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { ServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { Value } from 'typebox/value'
import { Agent, request } from 'undici'
import type { LedgerChecks } from '#application/ports/ledger-checks.ts'

interface Settings {
  /** Nothing is asked of a kind without an address. */
  readonly urls: Readonly<Partial<Record<ConnectorType, string | undefined>>>
  readonly tokens: ServiceTokens
  readonly logger: Logger
}

const unanswered: Standing = { standing: 'unanswered' }

/** Asks the adapter services over HTTP, with this service's own token. */
export function createLedgerChecks({
  urls,
  tokens,
  logger,
}: Settings): LedgerChecks & AsyncDisposable {
  const dispatcher = new Agent({ connect: { timeout: 2_000 }, maxResponseSize: 1024 * 1024 })
  const { method, path, answer } = calls.checkCodes

  async function ask(url: string, body: object, signal: AbortSignal) {
    const response = await request(url + path, {
      method,
      dispatcher,
      signal,
      headers: {
        authorization: `Bearer ${await tokens.token()}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
    const { statusCode } = response
    if (statusCode !== 200) {
      await response.body.dump()
      if (statusCode === 401) tokens.forget()
      throw new Error(`answered ${statusCode}`)
    }
    const told = await response.body.json()
    if (!Value.Check(answer, told)) throw new Error('answered in another form')
    return told.standings
  }

  return {
    async standings(type, organizationId, codes, signal) {
      const url = urls[type]
      if (url === undefined || signal.aborted) return codes.map(() => unanswered)
      try {
        const told = await ask(url, { organizationId, codes }, signal)
        return codes.map((_, at) => told[at] ?? unanswered)
      } catch (error) {
        logger.warn({ event: 'ledger.unchecked', connector: type, reason: reasonOf(error) })
        return codes.map(() => unanswered)
      }
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}

const reasonOf = (error: unknown): string =>
  (error as { code?: string }).code ?? (error instanceof Error ? error.message : 'failed')
