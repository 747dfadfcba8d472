import type { AdapterClient, Unanswered } from '@bilagsbro/adapter-api/adapter-client'
import { calls } from '@bilagsbro/adapter-api/calls'
import { failureClasses, suspends } from '@bilagsbro/booking/failure'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { ConnectionProof, Proven } from '#application/ports/connection-proof.ts'

export const createConnectionProof = (client: AdapterClient, logger: Logger): ConnectionProof => ({
  async test(type, organizationId, signal) {
    if (!client.knows(type)) return { kind: 'untold' }
    const told = await client.ask(type, calls.testConnection, { organizationId }, signal)
    if (told.ok) return { kind: 'works' }
    const broken = brokenBy(told.error)
    if (broken) return broken
    logger.warn({ event: 'connection.unproven', connector: type, reason: told.error.reason })
    return { kind: 'untold' }
  },
})

/** Only what a posting would suspend the connector for says that it does not work. */
function brokenBy(unanswered: Unanswered): Proven | undefined {
  if (unanswered.kind !== 'refused') return undefined
  const { class: told, reason: code, message } = unanswered
  const cls = failureClasses.find((one) => one === told)
  const failure = cls && { class: cls, code, message }
  return failure && suspends(failure) ? { kind: 'broken', failure } : undefined
}
