import type { Texts } from '@bilagsbro/service-kit/texts'

/** What the refusals of this service say. */
export const texts = {
  nb: {
    'session.ended': ['Du er logget ut', 'Logg inn på nytt.'],
    'request.foreign': [
      'Forespørselen kom ikke fra sidene våre',
      'Last siden på nytt, og prøv igjen.',
    ],
    'sign_in.too_many': ['For mange innlogginger', 'Vent {seconds} sekunder, og prøv igjen.'],
  },
  nn: {
    'session.ended': ['Du er logga ut', 'Logg inn på nytt.'],
    'request.foreign': [
      'Førespurnaden kom ikkje frå sidene våre',
      'Last sida på nytt, og prøv igjen.',
    ],
    'sign_in.too_many': ['For mange innloggingar', 'Vent {seconds} sekund, og prøv igjen.'],
  },
  en: {
    'session.ended': ['You are signed out', 'Sign in again.'],
    'request.foreign': [
      'The request did not come from our pages',
      'Reload the page, and try again.',
    ],
    'sign_in.too_many': ['Too many sign-ins', 'Wait {seconds} seconds, and try again.'],
  },
} as const satisfies Texts
