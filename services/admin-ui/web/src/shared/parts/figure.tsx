import type { ReactNode } from 'react'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'
import { To } from './to.tsx'

interface FigureProps {
  readonly name: string
  /** Where its records are listed. The name leads there: what can have focus holds no figure that changes. */
  readonly address?: string | undefined
  readonly children: ReactNode
}

/** A name, and a time or a count beside it. */
export function Figure({ name, address, children }: FigureProps) {
  const say = useTexts(texts)
  const link = (
    <To address={address} heard={`${name}: ${say('see_records')}`}>
      {name}
    </To>
  )
  return (
    <div>
      <dt>{address === undefined ? name : link}</dt>
      <dd>{children}</dd>
    </div>
  )
}
