import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { readAgain } from '../../shared/api/read.ts'
import type { FailureCause } from '../../shared/failures/causes.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { AskPeriod, type PeriodAnswer } from './ask-period.tsx'
import { decidePeriod } from './queries.ts'
import { texts } from './texts.ts'

interface PeriodChoiceProps {
  readonly organizationId: string
  readonly cause: FailureCause
  readonly title: string
  readonly isGone: boolean
  /** Hears whether there is something that a person has not seen the end of. */
  readonly onOpen: (isOpen: boolean) => void
}

/** Has all records of a closed period go under another date. */
export function PeriodChoice(props: PeriodChoiceProps) {
  const { organizationId, cause, title, isGone, onOpen } = props
  const say = useTexts(texts)
  const id = useId()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [isAsking, setAsking] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const isOpen = isAsking || outcome !== undefined
  useEffect(() => onOpen(isOpen), [isOpen])

  const decide = async (answer: PeriodAnswer, key: string) => {
    const decision = { cause: cause.fingerprint, ...answer }
    const { changed, skipped } = await decidePeriod(organizationId, decision, key)
    const text = [
      say('redated', { n: changed }),
      skipped.length > 0 && say('skipped_others', { n: skipped.length }),
    ]
    setAsking(false)
    setOutcome({ kind: 'done', text: text.filter(Boolean).join(' ') })
    announce('own', say('redated', { n: changed }))
    void readAgain(queries, { organizationId, kinds: ['records'] })
  }
  return (
    <div className="retry">
      <Button
        size="small"
        variant={cause.fixedAt === undefined ? 'primary' : 'secondary'}
        onClick={() => {
          if (isGone) return
          setOutcome(undefined)
          setAsking(true)
        }}
        aria-disabled={isGone ? true : undefined}
        aria-describedby={outcome && `${id}outcome`}
      >
        {say('choose_date')}
        <span className="only-heard">: {title}</span>
      </Button>
      <ShownOutcome id={`${id}outcome`} outcome={outcome} dismiss={() => setOutcome(undefined)} />
      {isAsking && <AskPeriod cause={cause} decide={decide} close={() => setAsking(false)} />}
    </div>
  )
}
