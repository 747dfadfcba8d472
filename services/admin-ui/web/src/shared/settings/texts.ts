import { defineTexts } from '../texts/texts.ts'

export const texts = defineTexts({
  nb: {
    only_for: 'Siden er for administrator og revisor',
    only_for_help: 'Be en administrator i organisasjonen om hjelp med innstillingene.',
    not_set_up: '{system} er ikke satt opp',
    set_up_first: 'Legg til integrasjonen først',
    not_set_up_help: 'Da kan du velge hvordan bilagene føres.',
    read_only: 'Du kan se innstillingene, men ikke endre dem.',
  },
  nn: {
    only_for: 'Sida er for administrator og revisor',
    only_for_help: 'Be ein administrator i organisasjonen om hjelp med innstillingane.',
    not_set_up: '{system} er ikkje sett opp',
    set_up_first: 'Legg til integrasjonen først',
    not_set_up_help: 'Då kan du velje korleis bilaga blir førte.',
    read_only: 'Du kan sjå innstillingane, men ikkje endre dei.',
  },
  en: {
    only_for: 'For administrators and auditors only',
    only_for_help: 'Ask an administrator of the organisation for help with the settings.',
    not_set_up: '{system} is not set up',
    set_up_first: 'Add the integration first',
    not_set_up_help: 'Then you can choose how records are booked.',
    read_only: 'You can see the settings, but not change them.',
  },
})
