import { createContext, use, useEffect, useMemo, useRef, type ReactNode } from 'react'
import { createAnnouncements, type Announcements } from './announcements.ts'

const StatusContext = createContext<Announcements>({ say: () => undefined, stop: () => undefined })

/** The one place that speaks by itself; there from the beginning, or it is not heard. */
export function StatusProvider({ children }: { children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null)
  const announcements = useMemo(
    () =>
      createAnnouncements((text) => {
        if (element.current) element.current.textContent = text
      }),
    [],
  )
  useEffect(() => () => announcements.stop(), [announcements])
  return (
    <StatusContext value={announcements}>
      <div ref={element} role="status" aria-live="polite" className="only-heard" />
      {children}
    </StatusContext>
  )
}

export const useAnnounce = () => use(StatusContext).say
