import type { components } from '../api/generated/orchestrator.ts'
import { usePerson } from '../session/person.ts'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

export type Run = components['schemas']['Run']

const reasons = [
  'connector_disabled',
  'not_configured',
  'mapping_missing',
  'connector_suspended',
  'awaiting_run',
  'awaiting_revision',
  'awaiting_trial',
  'period_closed',
  'awaiting_retry',
  'retry_scheduled',
  'in_doubt',
  'date_moved',
  'revision_unproven',
  'other_ledger',
  'reopened',
] as const

export function useRunWords() {
  const say = useTexts(texts)
  const person = usePerson()
  return {
    /** How a run began, and by whom. `name`: as it is told to whoever reads it, unless it is told otherwise. */
    trigger: (
      { trigger, actor }: Pick<Run, 'trigger' | 'actor'>,
      name: (userId: string) => string = person,
    ) =>
      trigger === 'manual' || trigger === 'retry'
        ? say(trigger, { who: actor === undefined ? say('somebody') : name(actor) })
        : say(trigger),
    /** Why records wait; a reason that is newer than these pages is told as another one. */
    reason: (code: string) => {
      const known = reasons.find((reason) => reason === code)
      return say(`reason.${known ?? 'other'}`)
    },
  }
}
