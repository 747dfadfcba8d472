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
  /** When the token expires, in milliseconds since 1970: for answers that last longer than a moment. */
  readonly expiresAt: number
}

/**
 * The caller by the claims of a verified token. A token whose roles contradict themselves opens nothing. Unknown roles are
 * another program's, and do not count.
 */
export function actorOf(claims: Readonly<Record<string, unknown>>): Result<Actor, Refusal> {
  const { sub, client_id: client } = claims
  if (!isSubject(sub)) return err(unusableSubject)
  if (typeof client !== 'string' || client === '') return err(unusableRoles('client_id'))
  const held = rolesOf(claims['bilagsbro_roles'])
  const isService = claims['bilagsbro_service'] ?? false
  if (!held) return err(unusableRoles('bilagsbro_roles'))
  if (typeof isService !== 'boolean') return err(unusableRoles('bilagsbro_service'))
  // A service holds no role of a person.
  if (isService && held.length > 0) return err(unusableRoles('bilagsbro_service'))
  const expiresAt = Number(claims['exp']) * 1000
  return ok({ userId: sub, roles: held, client, service: isService, expiresAt })
}

/** Nothing where the claim is no list of roles, or one of them contradicts itself. */
function rolesOf(claim: unknown): HeldRole[] | undefined {
  if (claim === undefined) return []
  if (!Array.isArray(claim)) return undefined
  const read = claim.map(roleOf)
  return read.includes('unusable')
    ? undefined
    : read.filter((one): one is HeldRole => typeof one === 'object')
}

function roleOf(claim: unknown): HeldRole | 'unusable' | undefined {
  const { role, organization } = (claim ?? {}) as { role?: unknown; organization?: unknown }
  if (typeof role !== 'string') return 'unusable'
  const known = roles.find((name) => name === role)
  if (!known) return undefined
  // Each holds in the organisation that it names.
  if (known !== 'global_admin')
    return isOrganizationId(organization)
      ? { role: known, organizationId: organization }
      : 'unusable'
  // It holds everywhere. Of an organisation that is null or empty, nobody knows which one was meant to be there.
  return organization === undefined ? { role: known } : 'unusable'
}

/** The name of an actor in events, cut to their limit. */
const isSubject = (subject: unknown): subject is string =>
  typeof subject === 'string' && /^[^\p{Cc}]{1,64}$/u.test(subject) && subject.isWellFormed()

const unusableSubject: Refusal = {
  kind: 'forbidden',
  code: 'token.subject_unusable',
}

/** `claim`: what contradicts itself. */
const unusableRoles = (claim: string): Refusal => ({
  kind: 'forbidden',
  code: 'token.roles_unusable',
  params: { claim },
})
