import type { OpenPostings } from '@bilagsbro/adapter-api/calls'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { changed, type Organization, type Stamp } from './organization.ts'

/** Takes the connector away, and its secrets with it. Mapping, policies and schedule stay. */
export function removeConnector(
  organization: Organization,
  stamp: Stamp,
): Result<Organization, Refusal> {
  if (!organization.connector) return ok(organization)
  if (organization.connector.enabled)
    return err({
      kind: 'conflict',
      code: 'connector.enabled',
      message: 'The connector is enabled. Disable it before removing it.',
    })
  return ok(changed(organization, { connector: null }, stamp))
}

/** Why the ledger that was posted to cannot be left yet; nothing when it can. */
export function refuseLeaving(open: OpenPostings): Refusal | undefined {
  const parts = [
    [open.queued, 'waiting to be sent'],
    [open.sending, 'being sent'],
    [open.inDoubt, 'in doubt'],
    [open.delivered, 'delivered and not booked yet'],
  ] as const
  const named = parts.filter(([count]) => count > 0).map(([count, state]) => `${count} ${state}`)
  if (named.length === 0) return undefined
  return {
    kind: 'conflict',
    code: 'connector.postings_open',
    message: `Postings to the present ledger are open: ${named.join(', ')}. Wait until they are settled, or settle them; then repeat the change. New secrets for the same ledger can be saved at any time.`,
  }
}
