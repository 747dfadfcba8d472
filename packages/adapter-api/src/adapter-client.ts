import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Immutable } from '@bilagsbro/kernel/immutable'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { ServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Agent, request } from 'undici'
import type { Call } from './calls.ts'

interface Settings {
  /** Nothing is asked of a kind without an address. */
  readonly urls: Readonly<Partial<Record<ConnectorType, string | undefined>>>
  readonly tokens: ServiceTokens
}

/** Why a call has no answer. No part of a body gets into the reason: a body may hold secrets. */
export type Unanswered =
  /** The ledger says no: the cause's code, a sentence, and the class of the failure where the adapter tells it. */
  | {
      readonly kind: 'refused'
      readonly reason: string
      readonly message: string
      readonly class?: string
    }
  /** The signal ended the call. */
  | { readonly kind: 'too_late'; readonly reason: string }
  /** The adapter does not answer, or not as the contract says. */
  | { readonly kind: 'unreachable'; readonly reason: string }

/** Asks the adapter services over HTTP, with this service's own token. Nothing is retried, no call outlives its signal. */
export function createAdapterClient({ urls, tokens }: Settings) {
  const dispatcher = new Agent({ connect: { timeout: 2_000 }, maxResponseSize: 16 * 1024 * 1024 })
  return {
    knows: (type: ConnectorType) => urls[type] !== undefined,

    async ask<Body extends TSchema, Answer extends TSchema>(
      type: ConnectorType,
      { method, path, answer: schema }: Call<Body, Answer>,
      body: Immutable<Static<Body>> | undefined,
      signal: AbortSignal,
    ): Promise<Result<Static<Answer>, Unanswered>> {
      const url = urls[type]
      if (url === undefined) return unreachable('no address')
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
        const { statusCode } = response
        const answer = parsed(await response.body.text())
        if (statusCode === 401) tokens.forget()
        if (statusCode === 200 && Value.Check(schema, answer)) return ok(answer)
        if (statusCode === 422 && Value.Check(Problem, answer)) return err(refused(answer))
        return unreachable(`answered ${statusCode === 200 ? 'in another form' : statusCode}`)
      } catch (error) {
        if (signal.aborted) return err({ kind: 'too_late', reason: 'too late' })
        return unreachable((error as Error & { code?: string }).code ?? 'failed')
      }
    },

    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}
export type AdapterClient = ReturnType<typeof createAdapterClient>

const unreachable = (reason: string) => err({ kind: 'unreachable', reason } as const)

const Problem = Type.Object({
  code: Type.String(),
  detail: Type.String(),
  class: Type.Optional(Type.String()),
})

const refused = ({ code: reason, detail: message, class: of }: Static<typeof Problem>) =>
  ({ kind: 'refused', reason, message, ...(of !== undefined && { class: of }) }) as const

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
