import { useEffect, useRef } from 'react'
import { useAnnounce } from '../live/status.tsx'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

/** Says once what a search found. `asked`: what was looked for; `found`: nothing until its answer is there. */
export function useHitsAnnounced(asked: string, found: number | undefined): void {
  const say = useTexts(texts)
  const announce = useAnnounce()
  const told = useRef(asked)
  useEffect(() => {
    if (found === undefined || told.current === asked) return
    told.current = asked
    announce('own', say('hits', { n: found }))
  }, [asked, found, announce, say])
}
