import type { Refusal } from '@bilagsbro/kernel/result'
import type { Organization } from '#domain/organization.ts'
import { refuseLeaving } from '#domain/removal.ts'
import type { LedgerAdapters } from './ports/ledger-adapters.ts'

/**
 * Why the present ledger cannot be left for another (or for none) now; nothing when the ledger can be left, or stays.
 * An adapter that does not answer has not said that no posting is open: the ledger is not left.
 */
export async function leaveTarget(
  adapters: LedgerAdapters,
  { id, connector }: Organization,
  nextFingerprint: string | undefined,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  if (!connector || connector.targetFingerprint === nextFingerprint) return undefined
  const open = await adapters.openPostings(connector.type, id, signal)
  return open.ok ? refuseLeaving(open.value) : open.error
}
