import type { components } from '../../shared/api/generated/orchestrator.ts'
import { Confirm } from '../../shared/parts/confirm.tsx'
import { useRunWords } from '../../shared/runs/words.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

export type Plan = components['schemas']['RunPlan']

interface ConfirmRunProps {
  readonly plan: Plan
  /** Another run has taken what waits. */
  readonly isUnderWay: boolean
  readonly confirm: (key: string) => Promise<void>
  readonly close: () => void
}

/** Says how many records go, and how many stay and why, before anything is sent. */
export function ConfirmRun({ plan, isUnderWay, confirm, close }: ConfirmRunProps) {
  const say = useTexts(texts)
  const words = useRunWords()
  const format = useFormat()
  const { ready, blocked, trial } = plan
  const stay = blocked.reduce((sum, { count }) => sum + count, 0)
  const reasons = blocked
    .map(({ reason, count }) => `${words.reason(reason)} (${format.number(count)})`)
    .join(', ')
  return (
    <Confirm
      title={say('ask_title')}
      description={
        <>
          <p>
            {ready.count > 0
              ? say('ask', { n: ready.count, amount: format.amount(ready.amount) })
              : say(isUnderWay ? 'ask_none_under_way' : 'ask_none')}
          </p>
          {stay > 0 && <p>{say('ask_blocked', { m: stay, reasons })}</p>}
          {trial && <p>{say('ask_trial')}</p>}
        </>
      }
      verb={ready.count > 0 ? say('do_run', { n: ready.count }) : undefined}
      confirm={confirm}
      close={close}
    />
  )
}
