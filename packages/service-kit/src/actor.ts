import { isOrganizationId } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'

export const roles = ['global_admin', 'org_admin', 'org_support', 'auditor'] as const
export type Role = (typeof roles)[number]
type HeldRole = Actor['roles'][number]

export interface Actor {
  readonly userId: string
  /** `global_admin` holds everywhere; every other role in the organisation it names. */
  readonly roles: readonly { readonly role: Role; readonly organizationId?: string }[]
  /** The client that the token was given to. */
  readonly client: string
  readonly service: boolean
}

/**
 * The caller by the claims of a verified token. A token whose roles contradict themselves opens nothing. Unknown roles are
 * another program's, and do not count.
 */
export function actorOf(claims: Readonly<Record<string, unknown>>): Result<Actor, Refusal> {
  const { sub, client_id: client } = claims
  if (!isSubject(sub)) return err(unusableSubject)
  if (typeof client !== 'string' || client === '') return err(unusableRoles('client_id is no text'))
  const held = rolesOf(claims['bilagsbro_roles'])
  const isService = claims['bilagsbro_service'] ?? false
  if (typeof held === 'string') return err(unusableRoles(held))
  if (typeof isService !== 'boolean')
    return err(unusableRoles('bilagsbro_service is neither true nor false'))
  if (isService && held.length > 0) return err(unusableRoles('a service holds no role of a person'))
  return ok({ userId: sub, roles: held, client, service: isService })
}

/** The roles, or the fault of the claim. */
function rolesOf(claim: unknown): HeldRole[] | string {
  if (claim === undefined) return []
  if (!Array.isArray(claim)) return 'bilagsbro_roles is no list'
  const read = claim.map(roleOf)
  return (
    read.find((one) => typeof one === 'string') ??
    read.filter((one): one is HeldRole => typeof one === 'object')
  )
}

function roleOf(claim: unknown): HeldRole | string | undefined {
  const { role, organization } = (claim ?? {}) as { role?: unknown; organization?: unknown }
  if (typeof role !== 'string') return 'a role has no name'
  const known = roles.find((name) => name === role)
  if (!known) return undefined
  if (known !== 'global_admin')
    return isOrganizationId(organization)
      ? { role: known, organizationId: organization }
      : `${known} names no organisation that it holds in`
  // Of an organisation that is null or empty, nobody knows which one was meant to be there.
  return organization === undefined
    ? { role: known }
    : 'global_admin holds everywhere, and names an organisation'
}

/** The name of an actor in events, cut to their limit. */
const isSubject = (subject: unknown): subject is string =>
  typeof subject === 'string' && /^[^\p{Cc}]{1,64}$/u.test(subject) && subject.isWellFormed()

const unusableSubject: Refusal = {
  kind: 'forbidden',
  code: 'token.subject_unusable',
  message:
    'The access token names its user in a way that cannot be kept: its sub needs 1 to 64 characters that print. Let the identity provider issue a shorter one.',
}

const unusableRoles = (why: string): Refusal => ({
  kind: 'forbidden',
  code: 'token.roles_unusable',
  message: `The access token contradicts itself: ${why}. Have it put right at the identity provider.`,
})
