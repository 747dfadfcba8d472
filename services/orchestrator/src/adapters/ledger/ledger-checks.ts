import { calls } from '@bilagsbro/adapter-api/calls'
import type { Standing } from '@bilagsbro/booking/ledger-code'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { LedgerChecks } from '#application/ports/ledger-checks.ts'
import { reasonOf, type AdapterClient } from './adapter-client.ts'

const unanswered: Standing = { standing: 'unanswered' }

export const createLedgerChecks = (client: AdapterClient, logger: Logger): LedgerChecks => ({
  async standings(type, organizationId, codes, signal) {
    if (!client.knows(type) || signal.aborted) return codes.map(() => unanswered)
    try {
      const body = { organizationId, codes }
      const { standings } = await client.ask(type, calls.checkCodes, body, signal)
      return codes.map((_, at) => standings[at] ?? unanswered)
    } catch (error) {
      logger.warn({ event: 'ledger.unchecked', connector: type, reason: reasonOf(error) })
      return codes.map(() => unanswered)
    }
  },
})
