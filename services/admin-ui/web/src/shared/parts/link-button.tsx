import { Button } from '@navikt/ds-react'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { goOnClick } from './to.tsx'

interface LinkButtonProps {
  readonly address: string
  readonly variant?: 'primary' | 'secondary' | 'tertiary'
  readonly size?: 'medium' | 'small'
  readonly children: ReactNode
}

/** A link to one of our pages that looks like a button, and is announced as the link that it is. */
export function LinkButton({ address, variant = 'secondary', size, children }: LinkButtonProps) {
  const router = useRouter()
  return (
    <Button
      as="a"
      role={undefined}
      href={address}
      variant={variant}
      {...(size && { size })}
      onClick={goOnClick(router, address)}
    >
      {children}
    </Button>
  )
}
