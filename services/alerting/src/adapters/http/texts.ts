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
  },
} as const satisfies Texts
