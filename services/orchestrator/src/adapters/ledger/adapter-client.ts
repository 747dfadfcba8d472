import type { Call } from '@bilagsbro/adapter-api/calls'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { ServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import type { Static } from 'typebox'
import { Value } from 'typebox/value'
import { Agent, request } from 'undici'

interface Settings {
  /** Nothing is asked of a kind without an address. */
  readonly urls: Readonly<Partial<Record<ConnectorType, string | undefined>>>
  readonly tokens: ServiceTokens
}

/** Asks the adapter services over HTTP, with this service's own token. */
export function createAdapterClient({ urls, tokens }: Settings) {
  const dispatcher = new Agent({ connect: { timeout: 2_000 }, maxResponseSize: 1024 * 1024 })
  return {
    knows: (type: ConnectorType) => urls[type] !== undefined,

    /** Throws {@link Refused} where the adapter says no, and another error where it does not answer as it should. */
    async ask<C extends Call>(
      type: ConnectorType,
      { method, path, answer }: C,
      body: object,
      signal: AbortSignal,
    ): Promise<Static<C['answer']>> {
      const response = await request(urls[type] + path, {
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
      if (statusCode === 401) tokens.forget()
      if (statusCode === 422) throw new Refused(await response.body.json())
      if (statusCode !== 200) {
        await response.body.dump()
        throw new Error(`answered ${statusCode}`)
      }
      const told = await response.body.json()
      if (!Value.Check(answer, told)) throw new Error('answered in another form')
      return told as Static<C['answer']>
    },

    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}
export type AdapterClient = ReturnType<typeof createAdapterClient>

/** The ledger says no, and why. */
class Refused extends Error {
  override name = 'Refused'
  readonly code: string
  readonly detail: string

  constructor(problem: unknown) {
    const { code, detail } = problem as { code?: unknown; detail?: unknown }
    super('answered 422')
    this.code = String(code)
    this.detail = String(detail)
  }
}

export const reasonOf = (error: unknown): string =>
  (error as { code?: string }).code ?? (error instanceof Error ? error.message : 'failed')
