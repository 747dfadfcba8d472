import { call } from '../seed.ts'
import type { Stack } from '../start-stack.ts'

interface ShownTrial {
  readonly state: string
  readonly voucherNumber?: string
}

/** What became of the voucher that went first, by organisation. */
export async function readTrials(
  stack: Stack,
  organizationIds: readonly string[],
): Promise<Record<string, string>> {
  const { url } = stack.addresses().services['orchestrator']!
  const orchestrator = { url, token: () => stack.tokenFor('demo-global-admin') }
  const trials: Record<string, string> = {}
  for (const id of organizationIds) {
    const path = `/organizations/${encodeURIComponent(id)}/trial`
    const shown = await call<ShownTrial>(orchestrator, 'GET', path)
    trials[id] = [shown?.state, shown?.voucherNumber].filter(Boolean).join(' as ')
  }
  return trials
}
