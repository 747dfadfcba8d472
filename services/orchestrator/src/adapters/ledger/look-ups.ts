import { calls } from '@bilagsbro/adapter-api/calls'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { LookUps } from '#application/ports/look-ups.ts'
import { reasonOf, type AdapterClient } from './adapter-client.ts'

export const createLookUps = (client: AdapterClient, logger: Logger): LookUps => ({
  async of(type, { organizationId, recordId, revision }, signal) {
    if (!client.knows(type)) return undefined
    try {
      const body = { organizationId, recordId, revision }
      return (await client.ask(type, calls.reportDoubt, body, signal)).report
    } catch (error) {
      logger.warn({ event: 'look_ups.untold', connector: type, reason: reasonOf(error) })
      return undefined
    }
  },
})
