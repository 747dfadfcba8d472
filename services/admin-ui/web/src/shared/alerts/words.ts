import { useSession } from '../session/session.tsx'
import { useFormat, useTexts } from '../texts/language.tsx'
import type { Alert } from './queries.ts'
import { texts } from './texts.ts'

/** What people did about an alert, and whether it says the same as another one. */
export function useAlertWords() {
  const say = useTexts(texts)
  const format = useFormat()
  const session = useSession()
  const nameOf = (userId = '') => (userId === session.userId ? (session.name ?? userId) : userId)
  return {
    state({ state, snoozedBy, snoozedUntil, acknowledgedBy, acknowledgedAt }: Alert): string {
      if (state === 'snoozed' && snoozedUntil)
        return say('snoozed', { at: format.moment(snoozedUntil), who: nameOf(snoozedBy) })
      if (acknowledgedAt)
        return say('seen', { at: format.moment(acknowledgedAt), who: nameOf(acknowledgedBy) })
      return state === 'muted' ? say('muted') : ''
    },
  }
}
