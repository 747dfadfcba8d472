import { useEffect, useRef, type RefObject } from 'react'

/** Of a region whose controls come and go: focus that goes with one of them is given to the heading of the page. */
export function useFocusKept(): RefObject<HTMLDivElement | null> {
  const region = useRef<HTMLDivElement>(null)
  const focused = useRef<Element>(null)
  useEffect(() => {
    const remember = () => {
      const now = document.activeElement
      if (region.current?.contains(now)) focused.current = now
      else if (now !== document.body) focused.current = null
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [])
  useEffect(() => {
    if (!focused.current || focused.current.isConnected) return
    focused.current = null
    if (document.activeElement === document.body) document.querySelector('h1')?.focus()
  })
  return region
}
