import type { Clock } from '@bilagsbro/kernel/clock'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { staleVersion, type Organization, type Stamp } from '#domain/organization.ts'
import { refusal } from '#domain/refusals.ts'
import type { OrganizationStore } from './ports/organization-store.ts'

/** The organisation whose settings are changed, the user, and the version from which the change was made, where it is known. */
export interface ChangeRequest {
  readonly organizationId: string
  readonly by: string
  readonly expectedVersion?: number | undefined
}

type Decision = Result<Organization, Refusal>
type Decide<Current> = (current: Current, stamp: Stamp) => Decision | Promise<Decision>
export interface ChangeDeps {
  readonly organizations: OrganizationStore
  readonly clock: Clock
}

/** Changes an organisation that exists. */
export const changeOrganization = (
  deps: ChangeDeps,
  request: ChangeRequest,
  decide: Decide<Organization>,
): Promise<Decision> =>
  changeOrCreate(deps, request, (current, stamp) =>
    current ? decide(current, stamp) : err(unknownOrganization),
  )

/**
 * Reads, decides, and stores the decision, or begins again where somebody else was quicker. No lock is held, so `decide`
 * may take its time (sealing a secret may call a key service). A decision that changes nothing is answered even when
 * the change was made from an older version: such a change is a repeat whose answer was lost.
 */
export async function changeOrCreate(
  { organizations, clock }: ChangeDeps,
  { organizationId, by, expectedVersion }: ChangeRequest,
  decide: Decide<Organization | undefined>,
): Promise<Decision> {
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

/** A retired key is not tried again: a key file that is behind stays behind for longer than the caller waits. */
const retiredKey = refusal('unavailable', 'vault.key_retired', {})
