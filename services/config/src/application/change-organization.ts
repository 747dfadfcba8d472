import type { Clock } from '@bilagsbro/kernel/clock'
import { err, type Refusal, type Result } from '@bilagsbro/kernel/result'
import {
  staleVersion,
  unknownOrganization,
  type Organization,
  type Stamp,
} from '#domain/organization.ts'
import { refusal } from '#domain/refusals.ts'
import type { OrganizationStore } from './ports/organization-store.ts'

/** Whose settings are changed, by whom, and from which version the change was made, if that is known. */
export interface ChangeRequest {
  readonly organizationId: string
  readonly by: string
  readonly expectedVersion?: number | undefined
}

type Outcome = Result<Organization, Refusal>
type Decide<Current> = (current: Current, stamp: Stamp) => Outcome | Promise<Outcome>
export interface ChangeDeps {
  readonly organizations: OrganizationStore
  readonly clock: Clock
}

/** Changes an organisation that exists. */
export const changeOrganization = (
  deps: ChangeDeps,
  request: ChangeRequest,
  decide: Decide<Organization>,
): Promise<Outcome> =>
  changeOrCreate(deps, request, (current, stamp) =>
    current ? decide(current, stamp) : err(unknownOrganization),
  )

/**
 * Reads, decides, and stores the decision if nobody else was quicker; else begins again. So `decide` may
 * take its time (sealing a secret may call a key service) without holding a lock. A decision that changes
 * nothing is answered even when it was made from an older version: it is a repeat whose answer was lost.
 */
export async function changeOrCreate(
  { organizations, clock }: ChangeDeps,
  { organizationId, by, expectedVersion }: ChangeRequest,
  decide: Decide<Organization | undefined>,
): Promise<Outcome> {
  for (;;) {
    const current = await organizations.find(organizationId)
    const decided = await decide(current, { at: clock.now(), by })
    if (decided.ok && decided.value === current) return decided
    if (expectedVersion !== undefined && current?.version !== expectedVersion)
      return err(current ? staleVersion(current) : unknownOrganization)
    if (!decided.ok) return decided
    const saved = await organizations.save(decided.value, current?.version ?? 0)
    if (saved === 'saved') return decided
    if (saved === 'key_retired') return err(retiredKey)
  }
}

/** Not tried again here: a copy of the key file that is behind stays so for longer than anybody waits. */
const retiredKey = refusal('unavailable', 'vault.key_retired', {})
