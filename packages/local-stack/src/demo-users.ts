import type { Role } from '@bilagsbro/service-kit/actor'

export interface Client {
  readonly id: string
  readonly description: string
  /** Of a person: as the sign-in page and our pages show them. */
  readonly name?: string
  readonly roles: readonly { readonly role: Role; readonly organization?: string }[]
  /** A service signs in as itself, and holds no role of a person. */
  readonly service: boolean
}

const user = (
  id: string,
  [description, name]: readonly [string, string],
  role: Role,
  organization?: string,
): Client => ({
  id,
  description,
  name,
  roles: [organization === undefined ? { role } : { role, organization }],
  service: false,
})

/** Who administers the member organisations of the story: one person with several. */
const administered = ['nord', 'vest', 'sor', 'ost', 'innlandet', 'midt', 'ny']

/**
 * People of the demo. They sign in to the pages by choosing themselves, and as clients, so that a script can do what a person
 * does.
 */
export const demoUsers: readonly Client[] = [
  user('demo-global-admin', ['Global administrator', 'Plattformadministrator'], 'global_admin'),
  user(
    'demo-admin-blindeforbundet',
    ['Administrator of Blindeforbundet', 'Administrator i Blindeforbundet'],
    'org_admin',
    'blindeforbundet',
  ),
  user('demo-admin-hlf', ['Administrator of HLF', 'Administrator i HLF'], 'org_admin', 'hlf'),
  user(
    'demo-support-hlf',
    ['Support at HLF: may retry, sees no settings', 'Brukerstøtte i HLF'],
    'org_support',
    'hlf',
  ),
  user('demo-auditor-hlf', ['Auditor of HLF: reads only', 'Revisor i HLF'], 'auditor', 'hlf'),
  {
    id: 'demo-admin-regions',
    description: 'Administrator of seven member organisations, each with something to do',
    name: 'Administrator i sju medlemsforbund',
    roles: administered.map((organization) => ({ role: 'org_admin', organization })),
    service: false,
  },
  user(
    'demo-admin-ny',
    ['Administrator of Medlemsforbundet Ny, which is to be set up', 'Administrator i Ny'],
    'org_admin',
    'ny',
  ),
  user(
    'demo-support-nord',
    ['Support at Medlemsforbundet Nord, where 37 records failed', 'Brukerstøtte i Nord'],
    'org_support',
    'nord',
  ),
]

export const serviceClients: readonly Client[] = [
  'config',
  'orchestrator',
  'dynamics-adapter',
  'xledger-adapter',
  'rest-adapter',
  'status-query',
  'alerting',
  'admin-ui',
].map((id) => ({ id, description: `The service ${id}`, roles: [], service: true }))

export const clients: readonly Client[] = [...demoUsers, ...serviceClients]
