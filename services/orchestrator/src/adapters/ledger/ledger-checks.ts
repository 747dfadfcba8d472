import type { AdapterClient } from '@bilagsbro/adapter-api/adapter-client'
import { calls } from '@bilagsbro/adapter-api/calls'
import type { Standing } from '@bilagsbro/booking/ledger-code'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { LedgerChecks } from '#application/ports/ledger-checks.ts'

const unanswered: Standing = { standing: 'unanswered' }

export const createLedgerChecks = (client: AdapterClient, logger: Logger): LedgerChecks => ({
  async standings(type, organizationId, codes, signal) {
    if (!client.knows(type) || signal.aborted) return codes.map(() => unanswered)
    const told = await client.ask(type, calls.checkCodes, { organizationId, codes }, signal)
    if (told.ok) return codes.map((_, at) => told.value.standings[at] ?? unanswered)
    logger.warn({ event: 'ledger.unchecked', connector: type, reason: told.error.reason })
    return codes.map(() => unanswered)
  },
})
