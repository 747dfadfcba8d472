import { Link } from '@navikt/ds-react'
import { useRouter, type AnyRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

interface ToProps {
  readonly address: string | undefined
  /** What is heard of the link, where that is more than what is seen; it begins with what is seen. */
  readonly heard?: string | undefined
  readonly children: ReactNode
}

/** A link to one of our pages by its address; words alone where there is no such page. */
export function To({ address, heard, children }: ToProps) {
  const router = useRouter()
  if (address === undefined) return children
  return (
    <Link href={address} aria-label={heard} onClick={goOnClick(router, address)}>
      {children}
    </Link>
  )
}

/** Goes there without loading the pages again. */
export const goOnClick = (router: AnyRouter, address: string) => (event: MouseEvent) => {
  // A new tab or window is the browser's affair.
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  void router.navigate({ href: address })
}
