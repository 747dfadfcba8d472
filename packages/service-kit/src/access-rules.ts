import type { Access } from './access.ts'
import type { Role } from './actor.ts'

interface AccessRule {
  readonly access: Access
}
const organization = 'organizationId'

const recordRoles: readonly Role[] = ['global_admin', 'org_admin', 'org_support', 'auditor']
/** Who sees an organisation's records and runs. */
export const recordReaders: AccessRule = { access: { roles: recordRoles, organization } }
/** Those of any organisation: who is shown the records of their own. */
export const anyRecordReader: AccessRule = { access: { roles: recordRoles } }
/** Who sees an organisation's settings. */
export const settingsReaders: AccessRule = {
  access: { roles: ['global_admin', 'org_admin', 'auditor'], organization },
}
/** Who changes an organisation's settings. */
export const administrators: AccessRule = {
  access: { roles: ['global_admin', 'org_admin'], organization },
}
/** Who sends failed records again. Support does this and nothing else; runs and probes are the administrators'. */
export const retriers: AccessRule = {
  access: { roles: ['global_admin', 'org_admin', 'org_support'], organization },
}
/** Who asks an adapter service, on behalf of people. */
export const configService: AccessRule = { access: { services: ['config'] } }
/** Who tests the connection of an organisation: on behalf of people, or because nothing was sent for long. */
export const connectionTesters: AccessRule = { access: { services: ['config', 'orchestrator'] } }
/** The server of the pages, for whoever looks at them: it keeps apart by itself what each of them may see. */
export const pagesService: AccessRule = { access: { services: ['admin-ui'] } }
/** Who decides what is sent, and asks an adapter service before. */
export const orchestratorService: AccessRule = { access: { services: ['orchestrator'] } }
