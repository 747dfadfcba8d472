import { Navigate } from '@tanstack/react-router'
import { isGlobal, useSession } from '../../shared/session/session.tsx'
import { NoAccessPage } from '../../features/no-access/page.tsx'

/** The front page leads to where most people's work is. */
export function Home() {
  const session = useSession()
  const own = session.roles.find(({ organizationId }) => organizationId)?.organizationId
  if (isGlobal(session)) return <Navigate to="/organisasjoner" replace />
  if (own) return <Navigate to="/organisasjoner/$org" params={{ org: own }} replace />
  return <NoAccessPage />
}
