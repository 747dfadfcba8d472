import { emptyMapping } from '@bilagsbro/booking/mapping'
import { isOrganizationId } from '@bilagsbro/kernel/organization-id'
import { isOrganizationNumber } from '@bilagsbro/kernel/organization-number'
import { err, ok, type Fault, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { changed, type Organization, type Stamp } from './organization.ts'
import { fault, invalid } from './refusals.ts'
import { nameFault } from './texts.ts'

export interface OrganizationDetails {
  readonly name: string
  readonly organizationNumber?: string | undefined
}

/** Enters an organisation, or corrects its name and number. */
export function registerOrganization(
  current: Organization | undefined,
  id: string,
  details: OrganizationDetails,
  stamp: Stamp,
): Result<Organization, Refusal> {
  const faults = detailFaults(id, details)
  if (faults.length > 0) return err(invalid('organization.invalid', faults))
  const { name, organizationNumber } = details
  if (current && current.name === name && current.organizationNumber === organizationNumber)
    return ok(current)
  return ok(changed(current ?? unregistered(id, stamp), { name, organizationNumber }, stamp))
}

const unregistered = (id: string, stamp: Stamp): Organization => ({
  id,
  name: '',
  version: 0,
  connector: null,
  mapping: emptyMapping,
  earlierMappings: [],
  policies: { postingDate: 'approval', freeText: false },
  schedule: null,
  changedAt: stamp.at,
  changedBy: stamp.by,
})

function detailFaults(id: string, { name, organizationNumber }: OrganizationDetails): Fault[] {
  const isNumber = organizationNumber === undefined || isOrganizationNumber(organizationNumber)
  return [
    isOrganizationId(id) ? [] : fault('/organizationId', 'organization_id.invalid', {}),
    nameFault('/name', name) ?? [],
    isNumber ? [] : fault('/organizationNumber', 'organization_number.invalid', {}),
  ].flat()
}
