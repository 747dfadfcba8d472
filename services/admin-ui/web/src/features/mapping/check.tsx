import { Button } from '@navikt/ds-react'
import { useRef, useState } from 'react'
import { useAnnounce } from '../../shared/live/status.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { askPreview } from './queries.ts'
import { texts } from './texts.ts'

const outcomeId = 'checked'
const helpId = 'check-help'

/** What would come of all that waits, by the rules that are saved. Nothing is sent. */
export function Check({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  const announce = useAnnounce()
  const [outcome, setOutcome] = useState<Outcome>()
  const [isChecking, setChecking] = useState(false)
  const busy = useRef(false)
  const check = async () => {
    if (busy.current) return
    busy.current = true
    setChecking(true)
    setOutcome(undefined)
    try {
      const { verdicts } = await askPreview(organizationId)
      const all = verdicts.reduce((sum, { count }) => sum + count, 0)
      const countOf = (...names: readonly string[]) =>
        verdicts
          .filter(({ verdict }) => names.includes(verdict))
          .reduce((sum, { count }) => sum + count, 0)
      const [r, m, p] = [
        countOf('ready', 'unchecked'),
        countOf('mapping_missing'),
        countOf('closed_period'),
      ]
      const text =
        all === 0 ? say('check_none') : say('check_found', { r, m, p, x: all - r - m - p })
      setOutcome({ kind: 'done', text })
      announce('own', text)
    } catch (error) {
      setOutcome({ kind: 'failed', error: error as Error })
    } finally {
      busy.current = false
      setChecking(false)
    }
  }
  return (
    <section>
      <p id={helpId}>{say('check_help')}</p>
      <Button
        type="button"
        variant="secondary"
        aria-disabled={isChecking ? true : undefined}
        aria-describedby={[helpId, outcome && outcomeId].filter(Boolean).join(' ')}
        onClick={() => void check()}
      >
        {say('check')}
      </Button>
      <ShownOutcome id={outcomeId} outcome={outcome} dismiss={() => setOutcome(undefined)} />
    </section>
  )
}
