import { Heading } from '@navikt/ds-react'
import { useState } from 'react'
import type { FailureCause } from '../../shared/failures/causes.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { Cause } from './cause.tsx'
import { texts } from './texts.ts'

interface CausesProps {
  readonly organizationId: string
  readonly connector: string | undefined
  readonly causes: readonly FailureCause[]
}

/** What records fail for, and apart from that what holds others back. */
export function Causes({ causes, ...where }: CausesProps) {
  const say = useTexts(texts)
  const failed = useCauses(causes.filter(({ status }) => status === 'failed'))
  const waiting = useCauses(causes.filter(({ status }) => status === 'waiting'))
  return (
    <>
      {failed.shown.length > 0 && (
        <section aria-labelledby="causes">
          <Heading level="2" size="medium" id="causes">
            {say('causes')}
          </Heading>
          <CauseList {...where} {...failed} />
        </section>
      )}
      {waiting.shown.length > 0 && (
        <section aria-labelledby="held-back">
          <Heading level="2" size="medium" id="held-back">
            {say('held_back')}
          </Heading>
          <p>{say('held_back_help')}</p>
          <CauseList {...where} {...waiting} />
        </section>
      )}
    </>
  )
}

interface CauseListProps extends Omit<CausesProps, 'causes'>, ShownCauses {}

const CauseList = ({ shown, hold, ...where }: CauseListProps) => (
  <ul className="causes">
    {shown.map(({ cause, isGone }) => (
      <Cause
        key={cause.fingerprint}
        {...where}
        cause={cause}
        isGone={isGone}
        onOpen={(isOpen) => hold(cause.fingerprint, isOpen)}
      />
    ))}
  </ul>
)

interface ShownCauses {
  readonly shown: readonly { readonly cause: FailureCause; readonly isGone: boolean }[]
  readonly hold: (fingerprint: string, isHeld: boolean) => void
}

/** In the order in which they came. One that is solved leaves when a person has seen what became of their own deed. */
function useCauses(now: readonly FailureCause[]): ShownCauses {
  const [seen, setSeen] = useState<ReadonlyMap<string, FailureCause>>(new Map())
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set())
  const isNew = now.some((cause) => seen.get(cause.fingerprint) !== cause)
  const known = isNew ? new Map([...seen, ...byFingerprint(now)]) : seen
  if (isNew) setSeen(known)
  const fresh = byFingerprint(now)
  return {
    shown: [...known.values()]
      .map((cause) => ({ cause, isGone: !fresh.has(cause.fingerprint) }))
      .filter(({ cause, isGone }) => !isGone || held.has(cause.fingerprint)),
    hold: (fingerprint, isHeld) =>
      setHeld((before) => {
        if (before.has(fingerprint) === isHeld) return before
        const after = new Set(before)
        if (isHeld) after.add(fingerprint)
        else after.delete(fingerprint)
        return after
      }),
  }
}

const byFingerprint = (causes: readonly FailureCause[]) =>
  new Map(causes.map((cause) => [cause.fingerprint, cause]))
