import { createContext, use, type ReactNode } from 'react'
import { api, dataOf } from '../api/client.ts'
import type { components } from '../api/generated/admin-ui.ts'
import { defineRead } from '../api/read.ts'

export type Session = components['schemas']['Session']
export type Role = Session['roles'][number]['role']

export const sessionRead = defineRead({
  key: ['session'],
  ask: (signal) => dataOf(api.session.GET('/auth/session', { signal })),
})

const SessionContext = createContext<Session | undefined>(undefined)

export const SessionProvider = ({ value, children }: { value: Session; children: ReactNode }) => (
  <SessionContext value={value}>{children}</SessionContext>
)

/** Who is signed in; of pages that nobody sees without. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('Nobody is signed in.')
  return session
}

export const isGlobal = ({ roles }: Session) => roles.some(({ role }) => role === 'global_admin')

/** Whether a person holds one of the roles in an organisation; a platform administrator's holds in each. */
export const holds = ({ roles }: Session, allowed: readonly Role[], organizationId?: string) =>
  roles.some(
    (held) =>
      allowed.includes(held.role) &&
      (held.role === 'global_admin' ||
        organizationId === undefined ||
        held.organizationId === organizationId),
  )

/** May start runs and change settings. */
export const administrators: readonly Role[] = ['global_admin', 'org_admin']

/** May have records sent again. */
export const retriers: readonly Role[] = [...administrators, 'org_support']

export const signInAddress = (to: string) =>
  `/auth/sign-in?${new URLSearchParams({ to }).toString()}`
