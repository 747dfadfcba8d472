import { Button } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { useTexts } from '../../../shared/texts/language.tsx'
import type { Step } from './steps.ts'
import { texts } from './texts.ts'

interface NextProps {
  readonly back?: Step
  readonly next?: Step
  readonly go: (step: Step) => Promise<void>
  /** What the step asks for is not done yet. */
  readonly isEarly?: boolean
  /** What the step does itself. */
  readonly children?: ReactNode
}

/** Back, what the step does, and on. */
export function Next({ back, next, go, isEarly = false, children }: NextProps) {
  const say = useTexts(texts)
  return (
    <div className="buttons next">
      {back && (
        <Button type="button" variant="secondary" onClick={() => void go(back)}>
          {say('back')}
        </Button>
      )}
      {children}
      {next && (
        <Button
          type="button"
          variant={isEarly ? 'secondary' : 'primary'}
          onClick={() => void go(next)}
        >
          {say('next')}
        </Button>
      )}
    </div>
  )
}
