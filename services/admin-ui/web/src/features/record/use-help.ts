import { useFailureWords } from '../../shared/records/failures.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import type { May } from './may.ts'
import type { Revision } from './queries.ts'
import { texts } from './standing-texts.ts'

const waits = [
  'connector_disabled',
  'not_configured',
  'mapping_missing',
  'connector_suspended',
  'awaiting_run',
  'awaiting_revision',
  'awaiting_trial',
  'revision_unproven',
  'other_ledger',
  'reopened',
  'date_moved',
] as const

/** What a person has to do, or that there is nothing to do. */
export function useHelp(system: string) {
  const say = useTexts(texts)
  const failures = useFailureWords()
  const ofWaiting = ({ reason }: Revision, may: May): string => {
    if (!reason) return say('help.turn')
    if (reason.code === 'period_closed')
      return say(may.date ? 'help.period_closed' : 'help.period_not_over', { system })
    const known = waits.find((code) => code === reason.code)
    return known ? say(`help.${known}`) : say('help.turn')
  }
  const ofFailure = ({ failure }: Revision, may: May): string | undefined => {
    if (may.settle) return say('unproven', { system })
    if (failure?.code === 'revision.earlier_unproven') return say('earlier', { system })
    const remedy = failure && failures.remedy(failure.code)
    return remedy === undefined ? undefined : `${remedy}.`
  }
  return (shown: Revision, may: May): string | undefined => {
    switch (shown.status) {
      case 'posted':
        return say('posted')
      case 'delivered':
        return say('delivered', { system })
      case 'set_aside':
        return say('set_aside')
      case 'in_doubt':
        return say('in_doubt', { system })
      case 'retry_scheduled':
        return say('help.retry')
      case 'pending':
        return ofWaiting(shown, may)
      case 'failed':
        return ofFailure(shown, may)
      default:
        return may.settle ? say('unproven', { system }) : undefined
    }
  }
}
