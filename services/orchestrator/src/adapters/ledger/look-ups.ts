import type { AdapterClient } from '@bilagsbro/adapter-api/adapter-client'
import { calls } from '@bilagsbro/adapter-api/calls'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { LookUps } from '#application/ports/look-ups.ts'

export const createLookUps = (client: AdapterClient, logger: Logger): LookUps => ({
  async of(type, { organizationId, recordId, revision }, signal) {
    if (!client.knows(type)) return undefined
    const body = { organizationId, recordId, revision }
    const told = await client.ask(type, calls.reportDoubt, body, signal)
    if (told.ok) return told.value.report
    logger.warn({ event: 'look_ups.untold', connector: type, reason: told.error.reason })
    return undefined
  },
})
