import { defineTexts } from '../texts/texts.ts'

/** Each rule of health as a sentence, and each level as a word. */
export const texts = defineTexts({
  nb: {
    green: 'I orden',
    amber: 'Må følges opp',
    red: 'Kritisk',
    disabled: 'Av',
    not_configured: 'Ikke satt opp',
    'rule.fine': 'Ingen feil',
    'rule.fine_at': 'Ingen feil, siste vellykkede overføring {at}',
    'rule.not_configured': 'Ingen integrasjon er satt opp',
    'rule.disabled': 'Integrasjonen er slått av',
    'rule.suspended': 'Stanset {at}: {cause}',
    'rule.no_run': 'Ingen overføring på {hours, plural, one {# time} other {# timer}}, siste {at}',
    'rule.no_run_ever': 'Ingen overføring på {hours, plural, one {# time} other {# timer}}',
    'rule.old': '{count, plural, one {# bilag} other {# bilag}} har ventet over 24 timer',
    'rule.failed': '{count, plural, one {# bilag} other {# bilag}} har feil, eldst {day}',
    'rule.retrying':
      '{count, plural, one {# bilag} other {# bilag}} gikk ikke gjennom, og blir prøvd igjen',
    'rule.nothing_succeeded': 'Ingenting kom fram i siste overføring',
    'rule.unbooked':
      '{count, plural, one {# bilag er} other {# bilag er}} levert og ikke bokført, eldst {day}',
    'rule.set_aside': '{count, plural, one {# bilag er} other {# bilag er}} lagt til side',
    'rule.secret_expired': 'Nøkkelen gikk ut {day}',
  },
  nn: {
    green: 'I orden',
    amber: 'Må følgjast opp',
    red: 'Kritisk',
    disabled: 'Av',
    not_configured: 'Ikkje sett opp',
    'rule.fine': 'Ingen feil',
    'rule.fine_at': 'Ingen feil, siste vellukka overføring {at}',
    'rule.not_configured': 'Ingen integrasjon er sett opp',
    'rule.disabled': 'Integrasjonen er slått av',
    'rule.suspended': 'Stansa {at}: {cause}',
    'rule.no_run': 'Inga overføring på {hours, plural, one {# time} other {# timar}}, siste {at}',
    'rule.no_run_ever': 'Inga overføring på {hours, plural, one {# time} other {# timar}}',
    'rule.old': '{count, plural, one {# bilag} other {# bilag}} har venta over 24 timar',
    'rule.failed': '{count, plural, one {# bilag} other {# bilag}} har feil, eldst {day}',
    'rule.retrying':
      '{count, plural, one {# bilag} other {# bilag}} gjekk ikkje gjennom, og blir prøvde igjen',
    'rule.nothing_succeeded': 'Ingenting kom fram i siste overføring',
    'rule.unbooked':
      '{count, plural, one {# bilag er} other {# bilag er}} levert og ikkje bokført, eldst {day}',
    'rule.set_aside': '{count, plural, one {# bilag er} other {# bilag er}} lagt til side',
    'rule.secret_expired': 'Nøkkelen gjekk ut {day}',
  },
  en: {
    green: 'Fine',
    amber: 'Needs attention',
    red: 'Critical',
    disabled: 'Off',
    not_configured: 'Not set up',
    'rule.fine': 'No errors',
    'rule.fine_at': 'No errors, last success {at}',
    'rule.not_configured': 'No integration is set up',
    'rule.disabled': 'The integration is off',
    'rule.suspended': 'Stopped {at}: {cause}',
    'rule.no_run': 'No run for {hours, plural, one {# hour} other {# hours}}, last {at}',
    'rule.no_run_ever': 'No run for {hours, plural, one {# hour} other {# hours}}',
    'rule.old': '{count, plural, one {# record} other {# records}} waiting over 24 hours',
    'rule.failed': '{count, plural, one {# record} other {# records}} failed, oldest {day}',
    'rule.retrying':
      '{count, plural, one {# record} other {# records}} did not get through and will be tried again',
    'rule.nothing_succeeded': 'Nothing arrived in the last run',
    'rule.unbooked':
      '{count, plural, one {# record is} other {# records are}} delivered and not booked, oldest {day}',
    'rule.set_aside': '{count, plural, one {# record is} other {# records are}} set aside',
    'rule.secret_expired': 'The secret expired {day}',
  },
})
