import { Skeleton } from '@navikt/ds-react'
import { useEffect, useState } from 'react'

/** The place of what is on its way; shown after a moment, so that what is quick does not flicker. */
export function Loading({ lines = 3 }: { lines?: number }) {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300)
    return () => clearTimeout(timer)
  }, [])
  if (!isSlow) return null
  return (
    <div aria-hidden="true" className="loading">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} variant="text" height={40} />
      ))}
    </div>
  )
}
