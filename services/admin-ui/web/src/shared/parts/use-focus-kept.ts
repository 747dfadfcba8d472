import { useEffect, useRef } from 'react'

/** For what may go away with focus in it: focus then goes to the heading of the page, and not to nowhere. */
export function useFocusKept() {
  const hasFocus = useRef(false)
  useEffect(
    () => () => {
      if (hasFocus.current && document.activeElement === document.body)
        document.querySelector('h1')?.focus()
    },
    [],
  )
  return {
    onFocus: () => {
      hasFocus.current = true
    },
    onBlur: () => {
      hasFocus.current = false
    },
  }
}
