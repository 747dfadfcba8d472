import { Button } from '@navikt/ds-react'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

/** Looks for nothing any more. */
export function Reset({ reset }: { reset: () => void }) {
  const say = useTexts(texts)
  return (
    <Button type="button" size="small" variant="tertiary" onClick={reset}>
      {say('reset')}
    </Button>
  )
}

interface SearchButtonsProps {
  readonly verb: 'search' | 'show'
  readonly variant?: 'primary' | 'secondary'
  readonly reset: () => void
}

/** Of a form whose fields count when it is sent. */
export function SearchButtons({ verb, variant = 'secondary', reset }: SearchButtonsProps) {
  const say = useTexts(texts)
  return (
    <div className="buttons">
      <Button size="small" variant={variant}>
        {say(verb)}
      </Button>
      <Reset reset={reset} />
    </div>
  )
}
