import { useEffect } from 'react'
import { api, dataOf } from '../api/client.ts'
import type { Session } from './session.tsx'

/**
 * Whoever comes back to a window is the one whom it was opened for: in another window, somebody else may have signed in
 * meanwhile. Then everything is opened anew; where nobody is signed in, the app leads to the sign-in page.
 */
export function useSamePerson({ userId }: Session): void {
  useEffect(() => {
    const look = async () => {
      if (document.visibilityState === 'hidden') return
      const now = await dataOf(api.session.GET('/auth/session')).catch(() => undefined)
      if (now && now.userId !== userId) window.location.reload()
    }
    const onReturn = () => void look()
    document.addEventListener('visibilitychange', onReturn)
    for (const event of ['focus', 'pageshow']) addEventListener(event, onReturn)
    return () => {
      document.removeEventListener('visibilitychange', onReturn)
      for (const event of ['focus', 'pageshow']) removeEventListener(event, onReturn)
    }
  }, [userId])
}
