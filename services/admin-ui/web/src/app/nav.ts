import { holds, isGlobal, type Role, type Session } from '../shared/session/session.tsx'
import type { PlainKey } from '../shared/texts/texts.ts'
import type { texts } from './shell/texts.ts'

interface NavEntry {
  /** A key of the shell's texts. */
  readonly text: PlainKey<typeof texts>
  readonly to: '/organisasjoner' | '/organisasjoner/$org' | '/organisasjoner/$org/bilag'
  /** `organizationId`: the organisation that is shown, if one is. */
  readonly isFor: (session: Session, organizationId: string | undefined) => boolean
}

const everybody: readonly Role[] = ['global_admin', 'org_admin', 'org_support', 'auditor']

const ofOrganization =
  (roles: readonly Role[]): NavEntry['isFor'] =>
  (session, organizationId) =>
    organizationId !== undefined && holds(session, roles, organizationId)

/** The pages of the menu, in its order. */
export const navEntries: readonly NavEntry[] = [
  { text: 'organizations', to: '/organisasjoner', isFor: isGlobal },
  { text: 'overview', to: '/organisasjoner/$org', isFor: ofOrganization(everybody) },
  { text: 'records', to: '/organisasjoner/$org/bilag', isFor: ofOrganization(everybody) },
]
