import { Button, Dialog } from '@navikt/ds-react'
import { useState } from 'react'
import type { components } from '../../shared/api/generated/orchestrator.ts'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { useRunWords } from '../../shared/runs/words.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

export type Plan = components['schemas']['RunPlan']

interface ConfirmRunProps {
  readonly plan: Plan
  /** Throws where the run was not started: the dialog stays, and says why. */
  readonly confirm: (plan: Plan) => Promise<void>
  readonly close: () => void
}

/** Says how many records go, and how many stay and why, before anything is sent. */
export function ConfirmRun({ plan, confirm, close }: ConfirmRunProps) {
  const say = useTexts(texts)
  const words = useRunWords()
  const format = useFormat()
  const [outcome, setOutcome] = useState<Outcome>()
  const [isSending, setSending] = useState(false)
  const { ready, blocked, trial } = plan
  const stay = blocked.reduce((sum, { count }) => sum + count, 0)
  const reasons = blocked
    .map(({ reason, count }) => `${words.reason(reason)} (${format.number(count)})`)
    .join(', ')
  const start = async () => {
    if (isSending) return
    setSending(true)
    try {
      await confirm(plan)
    } catch (error) {
      setOutcome({ kind: 'failed', error: error as Error })
      setSending(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup closeOnOutsideClick={false} aria-describedby="run-ask" width="small">
        <Dialog.Header withClosebutton={false}>
          <Dialog.Title>{say('ask_title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <div id="run-ask">
            <p>
              {ready.count > 0
                ? say('ask', { n: ready.count, amount: format.amount(ready.amount) })
                : say('ask_none')}
            </p>
            {stay > 0 && <p>{say('ask_blocked', { m: stay, reasons })}</p>}
            {trial && <p>{say('ask_trial')}</p>}
          </div>
          <ShownOutcome id="run-refused" outcome={outcome} dismiss={() => setOutcome(undefined)} />
        </Dialog.Body>
        <Dialog.Footer>
          <Button variant="secondary" onClick={close}>
            {say('cancel')}
          </Button>
          {ready.count > 0 && (
            <Button onClick={() => void start()} aria-disabled={isSending ? true : undefined}>
              {say('do_run', { n: ready.count })}
            </Button>
          )}
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}
