import type { OpenPostings } from '@bilagsbro/adapter-api/calls'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { refusal } from './refusals.ts'
import { changed, type Organization, type Stamp } from './organization.ts'

/** Takes away the connector with its secrets. Mapping, policies and schedule stay. */
export function removeConnector(
  organization: Organization,
  stamp: Stamp,
): Result<Organization, Refusal> {
  if (!organization.connector) return ok(organization)
  if (organization.connector.enabled) return err(refusal('conflict', 'connector.enabled', {}))
  return ok(changed(organization, { connector: null }, stamp))
}

/** Why the present ledger cannot be left yet; nothing when the ledger can be left. */
export const refuseLeaving = (open: OpenPostings): Refusal | undefined =>
  open.queued + open.sending + open.inDoubt + open.delivered > 0
    ? refusal('conflict', 'connector.postings_open', { ...open })
    : undefined
