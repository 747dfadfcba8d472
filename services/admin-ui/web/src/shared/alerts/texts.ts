import { defineTexts } from '../texts/texts.ts'

export const texts = defineTexts({
  nb: {
    seen: 'Sett av {who} {at}',
    snoozed: 'Utsatt til {at} av {who}',
    muted: 'Følger av et annet varsel som er åpent',
  },
  nn: {
    seen: 'Sett av {who} {at}',
    snoozed: 'Utsett til {at} av {who}',
    muted: 'Følgjer av eit anna varsel som er ope',
  },
  en: {
    seen: 'Seen by {who} {at}',
    snoozed: 'Snoozed until {at} by {who}',
    muted: 'Follows from another alert that is open',
  },
})
