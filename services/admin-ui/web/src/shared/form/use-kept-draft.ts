import { useEffect, useRef, useState } from 'react'
import { sessionEnded } from '../api/client.ts'
import { keptInTab, readKept } from '../kept.ts'
import { useSession } from '../session/session.tsx'

/**
 * What somebody had typed when the session ended is there again once they have signed in: `found`, once. `keep` is told of
 * it at each change; never of a secret.
 */
export function useKeptDraft<Draft>(is: (value: unknown) => value is Draft) {
  const { userId } = useSession()
  const key = `bilagsbro.utkast.${userId}.${window.location.pathname}`
  const [found] = useState(() => {
    const kept = readKept(key, is)
    // Once alone: what could not be shown does not come back for ever.
    keptInTab.remove(key)
    return kept
  })
  const latest = useRef<Draft>(undefined)
  useEffect(() => {
    const onEnd = () => {
      if (latest.current !== undefined) keptInTab.write(key, JSON.stringify(latest.current))
    }
    sessionEnded.addEventListener('ended', onEnd)
    return () => sessionEnded.removeEventListener('ended', onEnd)
  }, [key])
  const keep = (draft: Draft | undefined) => {
    latest.current = draft
  }
  return { found, keep }
}
