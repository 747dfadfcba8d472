import type { Role } from '../../shared/session/session.tsx'

/** May have records sent again. */
export const retriers: readonly Role[] = ['global_admin', 'org_admin', 'org_support']
