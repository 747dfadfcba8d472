import type { Logger } from '@bilagsbro/service-kit/logger'
import type { ServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { UnsentUses } from '#application/ports/unsent-uses.ts'

interface Settings {
  readonly orchestratorUrl: string
  readonly tokens: ServiceTokens
  readonly logger: Logger
}

const deadlineMs = 2_000

/** The most names of each kind that the orchestrator takes in one question. */
const most = 1_000

/** Asks the orchestrator, with this service's own token. */
export const createUnsentUses = ({ orchestratorUrl, tokens, logger }: Settings): UnsentUses => ({
  async among(organizationId, names) {
    if (names.categories.length > most) return undefined
    const signal = AbortSignal.timeout(deadlineMs)
    const address = `${orchestratorUrl}/internal/organizations/${organizationId}/unsent-uses`
    try {
      const response = await fetch(address, {
        redirect: 'error',
        method: 'POST',
        signal,
        headers: {
          authorization: `Bearer ${await tokens.token()}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(names),
      })
      const { status } = response
      if (status === 401) tokens.forget()
      const answer = await response.json()
      if (status === 200 && Value.Check(Uses, answer)) return answer
      logger.warn({ event: 'orchestrator.unanswered', path: address, status })
    } catch (error) {
      const reason = signal.aborted ? 'too late' : (error as Error).message
      logger.warn({ event: 'orchestrator.unanswered', path: address, reason })
    }
    return undefined
  },
})

const Uses = Type.Object({
  categories: Type.Array(Type.String()),
  payeeKinds: Type.Array(Type.String()),
})
