import type { Role } from '@bilagsbro/service-kit/actor'

export interface Client {
  readonly id: string
  readonly description: string
  readonly roles: readonly { readonly role: Role; readonly organization?: string }[]
  /** A service signs in as itself, and holds no role of a person. */
  readonly service: boolean
}

const user = (id: string, description: string, role: Role, organization?: string): Client => ({
  id,
  description,
  roles: [organization === undefined ? { role } : { role, organization }],
  service: false,
})

/** People of the demo. They sign in as clients, so that a script can do what a person does. */
export const demoUsers: readonly Client[] = [
  user('demo-global-admin', 'Global administrator', 'global_admin'),
  user(
    'demo-admin-blindeforbundet',
    'Administrator of Blindeforbundet',
    'org_admin',
    'blindeforbundet',
  ),
  user('demo-admin-hlf', 'Administrator of HLF', 'org_admin', 'hlf'),
  user('demo-support-hlf', 'Support at HLF: may retry, sees no settings', 'org_support', 'hlf'),
  user('demo-auditor-hlf', 'Auditor of HLF: reads only', 'auditor', 'hlf'),
]

export const serviceClients: readonly Client[] = [
  'config',
  'orchestrator',
  'dynamics-adapter',
  'xledger-adapter',
  'rest-adapter',
  'status-query',
  'alerting',
].map((id) => ({ id, description: `The service ${id}`, roles: [], service: true }))

export const clients: readonly Client[] = [...demoUsers, ...serviceClients]
