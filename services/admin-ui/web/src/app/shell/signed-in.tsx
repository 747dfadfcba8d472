import { Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Problem, sessionEnded } from '../../shared/api/client.ts'
import { useRead } from '../../shared/api/read.ts'
import { useLive } from '../../shared/live/use-live.ts'
import { StaleProvider } from '../../shared/live/stale.tsx'
import { Failed } from '../../shared/parts/failed.tsx'
import { useSamePerson } from '../../shared/session/same-person.ts'
import { SessionEnd } from '../../shared/session/session-end.tsx'
import { sessionRead, SessionProvider, type Session } from '../../shared/session/session.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Header } from './header.tsx'
import { onlyOrganizationOf, useLastOrganization } from './last-organization.ts'
import { texts } from './texts.ts'

/** What every page stands in. Whoever is not signed in is led to the sign-in page, and back here afterwards. */
export function SignedIn() {
  const session = useRead(sessionRead)
  useLeaveWhenEnded()
  if (session.data) return <Shell session={session.data} />
  return (
    <main className="page">
      {session.isError && !isSignedOut(session.error) && (
        <Failed error={session.error} retry={() => void session.refetch()} />
      )}
    </main>
  )
}

const isSignedOut = (error: Error) => error instanceof Problem && error.status === 401

function useLeaveWhenEnded() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  useEffect(() => {
    const leave = () => {
      const { pathname, search } = window.location
      if (pathname === '/logg-inn') return
      const wasSignedIn = queries.getQueryData(sessionRead.queryKey) !== undefined
      // Nothing of one person is kept for the next.
      queries.clear()
      const to = pathname + search
      void navigate({
        to: '/logg-inn',
        search: { ...(to !== '/' && { til: to }), ...(wasSignedIn && { feil: 'ended' }) },
        replace: true,
      })
    }
    sessionEnded.addEventListener('ended', leave)
    return () => sessionEnded.removeEventListener('ended', leave)
  }, [navigate, queries])
}

function Shell({ session }: { session: Session }) {
  const say = useTexts(texts)
  const { org } = useParams({ strict: false }) as { org?: string }
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const organizationId = useLastOrganization(session, org)
  useSamePerson(session)
  const lostAt = useLive(onlyOrganizationOf(session))
  return (
    <SessionProvider value={session}>
      <a href="#main" className="skip-link">
        {say('skip')}
      </a>
      <Header organizationId={organizationId} />
      <StaleProvider value={lostAt}>
        <main id="main" tabIndex={-1} className="page">
          <ErrorBoundary key={pathname}>
            <Outlet />
          </ErrorBoundary>
        </main>
      </StaleProvider>
      <SessionEnd session={session} />
    </SessionProvider>
  )
}
