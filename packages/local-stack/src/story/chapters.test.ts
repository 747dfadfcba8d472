import { expect, test } from 'vitest'
import type { Said } from '../load/ledger-check.ts'
import { chapters } from './chapters.ts'
import type { Stage } from './stage.ts'

test.for(['2026-12-01', '2026-12-02', '2026-12-15', '2026-12-31', '2027-01-01'])(
  'three records meet the closed period on any day of the month: %s',
  async (day) => {
    const said: Said[] = []
    let settledTo = ''
    const ledger = {
      setUp: async (_organization: string, { vatSettledTo }: { vatSettledTo: string }) =>
        void (settledTo = vatSettledTo),
    }
    const stage = {
      ledgers: { ledgerOf: () => ledger },
      publish: async (records: readonly Said[]) => void said.push(...records),
    }
    await chapters['midt']!(stage as unknown as Stage, new Date(`${day}T11:00:00Z`))
    const approved = said.flatMap((record) => ('approvedAt' in record ? [record.approvedAt] : []))
    expect(approved.filter((at) => at.slice(0, 10) <= settledTo)).toHaveLength(3)
    expect(approved).toHaveLength(9)
  },
)
