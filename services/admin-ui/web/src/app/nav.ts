import type { LinkProps } from '@tanstack/react-router'
import { holds, isGlobal, type Role, type Session } from '../shared/session/session.tsx'
import type { PlainKey } from '../shared/texts/texts.ts'
import type { texts } from './shell/texts.ts'

export interface NavEntry {
  /** A key of the shell's texts. */
  readonly text: PlainKey<typeof texts>
  readonly to: NonNullable<LinkProps['to']>
  /** Where pages below it have entries of their own: it is the current one on its own page alone. */
  readonly exact?: true
  /** `organizationId`: the organisation that is shown, if one is. */
  readonly isFor: (session: Session, organizationId: string | undefined) => boolean
}

const everybody: readonly Role[] = ['global_admin', 'org_admin', 'org_support', 'auditor']

/** Of what proves and settles. */
const readers: readonly Role[] = ['global_admin', 'org_admin', 'auditor']

const ofOrganization =
  (roles: readonly Role[]): NavEntry['isFor'] =>
  (session, organizationId) =>
    organizationId !== undefined && holds(session, roles, organizationId)

const ofAny =
  (roles: readonly Role[]): NavEntry['isFor'] =>
  (session) =>
    holds(session, roles)

const work: readonly NavEntry[] = [
  { text: 'organizations', to: '/organisasjoner', exact: true, isFor: isGlobal },
  {
    text: 'overview',
    to: '/organisasjoner/$org',
    exact: true,
    isFor: ofOrganization(everybody),
  },
  { text: 'failed', to: '/organisasjoner/$org/feil', isFor: ofOrganization(everybody) },
  { text: 'records', to: '/organisasjoner/$org/bilag', isFor: ofOrganization(everybody) },
  { text: 'alerts', to: '/varsler', isFor: ofAny(everybody) },
]

/** What was sent, to prove it. */
const proof: readonly NavEntry[] = [
  { text: 'log', to: '/organisasjoner/$org/logg', isFor: ofOrganization(readers) },
  { text: 'periods', to: '/organisasjoner/$org/perioder', isFor: ofOrganization(readers) },
  { text: 'logs', to: '/logg', isFor: isGlobal },
]

const settings: readonly NavEntry[] = [
  {
    text: 'integrations',
    to: '/organisasjoner/$org/innstillinger/integrasjoner',
    isFor: ofOrganization(['global_admin', 'org_admin', 'auditor']),
  },
  {
    text: 'thresholds',
    to: '/organisasjoner/$org/innstillinger/grenser',
    isFor: ofOrganization(['global_admin', 'org_admin', 'auditor']),
  },
  {
    text: 'platform_thresholds',
    to: '/innstillinger/grenser',
    isFor: (session, organizationId) => isGlobal(session) && organizationId === undefined,
  },
]

/** The pages of the menu, in its order. */
export const navGroups = [
  { name: 'group_work', entries: work },
  { name: 'group_proof', entries: proof },
  { name: 'group_settings', entries: settings },
] as const
