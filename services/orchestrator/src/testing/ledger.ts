import type { Standing } from '@bilagsbro/booking/ledger-code'
import type { Ports } from '#app.ts'

const unanswered: Standing = { standing: 'unanswered' }

/** A ledger that tells nothing. */
export const silentLedger: Pick<Ports, 'ledgerChecks' | 'lookUps' | 'connectionProof'> = {
  ledgerChecks: { standings: async (_type, _organizationId, codes) => codes.map(() => unanswered) },
  lookUps: { of: async () => undefined },
  connectionProof: { test: async () => ({ kind: 'untold' }) },
}
