import { useNavigate } from '@tanstack/react-router'
import { api, dataOf, Problem } from '../api/client.ts'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Somebody pressed «Logg ut». */
    readonly signsOut?: boolean
  }
}

/** The way out is a page: whoever has changes that are not saved is asked before it, and signed in as long as they stay. */
export function useSignOut(): () => void {
  const navigate = useNavigate()
  return () => void navigate({ to: '/logg-ut', state: { signsOut: true } })
}

/** Ends the session here; gives back where it ends at the identity provider, if there was one. */
export async function endSession(): Promise<string | undefined> {
  try {
    return (await dataOf(api.session.POST('/auth/sign-out'))).location
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return undefined
    throw error
  }
}
