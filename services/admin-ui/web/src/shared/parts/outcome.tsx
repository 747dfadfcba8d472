import { Button, InlineMessage } from '@navikt/ds-react'
import { XMarkIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { useTexts } from '../texts/language.tsx'
import { refusalOf } from './refusal.ts'
import { texts } from './texts.ts'

export type Outcome =
  | {
      readonly kind: 'done'
      readonly text: ReactNode
      /** What was asked was answered, and the answer is bad. */
      readonly isBad?: boolean
      /** Nothing was done, and nothing went wrong: no success to show. */
      readonly isNothing?: boolean
    }
  | { readonly kind: 'failed'; readonly error: Error }

interface OutcomeProps {
  readonly outcome: Outcome | undefined
  /** The control names it as its description, so that it is read when focus comes back there. */
  readonly id: string
  readonly dismiss: () => void
}

/** What became of a person's deed, under its control, until the person dismisses it. */
export function ShownOutcome({ outcome, id, dismiss }: OutcomeProps) {
  const say = useTexts(texts)
  if (!outcome) return null
  const failed = outcome.kind === 'failed' || outcome.isBad === true
  const kept = outcome.kind === 'done' && outcome.isNothing === true
  const leave = () => {
    // What is pressed goes away with it, and focus would go with that.
    const control = document.querySelector<HTMLElement>(`[aria-describedby~="${id}"]`)
    dismiss()
    const place = control ?? document.querySelector('h1')
    place?.focus()
  }
  return (
    <div className="outcome" role={failed ? 'alert' : undefined}>
      <InlineMessage status={failed ? 'error' : kept ? 'info' : 'success'} id={id}>
        {outcome.kind === 'failed' ? refusalOf(outcome.error, say) : outcome.text}
      </InlineMessage>
      <Button
        size="small"
        variant="tertiary"
        icon={<XMarkIcon title={say('dismiss')} />}
        onClick={leave}
      />
    </div>
  )
}
