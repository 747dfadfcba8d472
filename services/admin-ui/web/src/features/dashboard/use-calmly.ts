import { useEffect, useRef } from 'react'

const apartMs = 5_000

/** Reads again when what it follows has changed: soon where it was quiet, and every few seconds while it changes all the time. */
export function useCalmly(followed: string, read: () => void): void {
  const last = useRef({ followed, at: -Infinity })
  const latest = useRef(read)
  useEffect(() => void (latest.current = read))
  useEffect(() => {
    if (last.current.followed === followed) return
    const timer = setTimeout(
      () => {
        last.current = { followed, at: performance.now() }
        latest.current()
      },
      Math.max(0, last.current.at + apartMs - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [followed])
}
