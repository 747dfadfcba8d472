import { addresses } from '../addresses.ts'
import { usePerson } from '../session/person.ts'
import { useFormat, useTexts } from '../texts/language.tsx'
import type { Alert } from './queries.ts'
import { texts } from './texts.ts'

type Rule = Alert['rule']
/** Which page helps. */
const places: Readonly<Partial<Record<Rule, 'failed' | 'waiting' | 'delivered' | 'integrations'>>> =
  {
    third_failure: 'failed',
    final_failure: 'failed',
    error_rate: 'failed',
    waiting: 'waiting',
    stalled: 'waiting',
    late_delivery: 'delivered',
    expiring_secret: 'integrations',
    suspended: 'integrations',
  }
const addressOf = (place: (typeof places)[Rule], org: string | undefined): string | undefined => {
  if (org === undefined || place === undefined) return undefined
  if (place === 'failed') return addresses.failedRecords(org)
  if (place === 'integrations') return addresses.integrations(org)
  return addresses.records(org, { status: place })
}

/** What people did about an alert, and what they can do. */
export function useAlertWords() {
  const say = useTexts(texts)
  const format = useFormat()
  const person = usePerson()
  return {
    state({ state, snoozedBy, snoozedUntil, acknowledgedBy, acknowledgedAt }: Alert): string {
      if (state === 'snoozed' && snoozedUntil)
        return say('snoozed', { at: format.moment(snoozedUntil), who: person(snoozedBy ?? '') })
      if (acknowledgedAt)
        return say('seen', { at: format.moment(acknowledgedAt), who: person(acknowledgedBy ?? '') })
      return state === 'muted' ? say('muted') : ''
    },
    todo({ rule, organizationId }: Alert) {
      const place = places[rule]
      return {
        text: say(`do.${rule}`),
        link: place === undefined ? '' : say(`go.${place}`),
        address: addressOf(place, organizationId),
      }
    },
  }
}
