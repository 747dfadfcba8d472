import type { Texts } from '@bilagsbro/service-kit/texts'

/** What the refusals of this service say. */
export const texts = {
  nb: {
    'threshold.changed_meanwhile': [
      'Endret i mellomtiden',
      '{by} lagret versjon {version} {at}. Hent grensene på nytt og gjør endringen om igjen.',
    ],
    'alert.not_found': [
      'Varselet finnes ikke',
      'Det finnes ikke noe slikt varsel. Hent listen på nytt.',
    ],
    'alert.over': [
      'Varselet er over',
      'Varselet er løst eller lukket, så det er ingenting å merke eller utsette.',
    ],
    'alert.changed_meanwhile': [
      'Varselet er endret i mellomtiden',
      'Varselet gjelder noe annet enn det du så. Hent det på nytt og se hva som er kommet til; om det ligger likt, vent noen sekunder.',
    ],
    'alert.version_missing': [
      'Versjonen mangler',
      'Å merke dette varselet som sett avgjør det. Si i If-Match hvilken versjon av varselet du så.',
    ],
  },
  nn: {
    'threshold.changed_meanwhile': [
      'Endra i mellomtida',
      '{by} lagra versjon {version} {at}. Hent grensene på nytt og gjer endringa om igjen.',
    ],
    'alert.not_found': [
      'Varselet finst ikkje',
      'Det finst ikkje noko slikt varsel. Hent lista på nytt.',
    ],
    'alert.over': [
      'Varselet er over',
      'Varselet er løyst eller lukka, så det er ingenting å merke eller utsetje.',
    ],
    'alert.changed_meanwhile': [
      'Varselet er endra i mellomtida',
      'Varselet gjeld noko anna enn det du såg. Hent det på nytt og sjå kva som er kome til; om det ligg likt, vent nokre sekund.',
    ],
    'alert.version_missing': [
      'Versjonen manglar',
      'Å merke dette varselet som sett avgjer det. Sei i If-Match kva versjon av varselet du såg.',
    ],
  },
  en: {
    'threshold.changed_meanwhile': [
      'Changed meanwhile',
      '{by} saved version {version} {at}. Fetch the thresholds again, and repeat the change.',
    ],
    'alert.not_found': ['No such alert', 'There is no such alert. Fetch the list again.'],
    'alert.over': [
      'The alert is over',
      'The alert is resolved or closed, so there is nothing to mark or to snooze.',
    ],
    'alert.changed_meanwhile': [
      'The alert has changed meanwhile',
      'The alert is about something else than what you saw. Fetch it again and see what has come; where it says the same, wait for some seconds.',
    ],
    'alert.version_missing': [
      'The version is missing',
      'To mark this alert as seen settles it. Say in If-Match which version of the alert you saw.',
    ],
  },
} as const satisfies Texts
