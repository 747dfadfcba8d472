import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Actor, Role } from './actor.ts'

/** Who may call a route: users with one of the roles, in the organisation that the path names; or services. */
export type Access =
  | { readonly roles: readonly Role[]; readonly organization?: 'organizationId' }
  | { readonly services: readonly string[] }

/** A foreign organisation is told from a missing one by nobody: both are not found. */
export function authorize(
  access: Access,
  actor: Actor,
  params: Readonly<Record<string, string>>,
): Result<Actor, Refusal> {
  if ('services' in access)
    return actor.service && access.services.includes(actor.client) ? ok(actor) : err(missingRole)
  if (actor.service) return err(missingRole)
  const global = actor.roles.filter(({ role }) => role === 'global_admin')
  const organizationId = access.organization && params[access.organization]
  const here = access.organization
    ? actor.roles.filter((held) => held.organizationId === organizationId)
    : actor.roles
  if (access.organization && global.length === 0 && here.length === 0)
    return err(unknownOrganization)
  const sufficient = [...global, ...here].some(({ role }) => access.roles.includes(role))
  return sufficient ? ok(actor) : err(missingRole)
}

/** The fault of a route's declaration, if any: a faulty route must not be served. */
export function accessFault(url: string, access: Access | undefined): string | undefined {
  if (!access) return 'declares no config.access'
  if ('services' in access)
    return access.services.length === 0 ? 'lets nobody in: access.services is empty' : undefined
  if (!Array.isArray(access.roles) || access.roles.length === 0)
    return 'lets nobody in: access.roles is empty'
  const inPath = /:organizationId(?![A-Za-z0-9_])/.test(url)
  if (access.organization && !inPath)
    return 'has no :organizationId in its path for access.organization'
  const forOrganizations = access.roles.some((role) => role !== 'global_admin')
  if (inPath && forOrganizations && !access.organization)
    return "lets roles of organisations in without access.organization: 'organizationId'"
  return undefined
}

const missingRole: Refusal = {
  kind: 'forbidden',
  code: 'access.role_missing',
}
