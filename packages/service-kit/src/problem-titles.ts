import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import type { Problem } from './problem.ts'

export type Language = 'nb' | 'nn' | 'en'
export type Translated = Readonly<Record<Language, string>>
/** Titles of problems, by their codes. */
export type ProblemTitles = Readonly<Record<string, Translated>>

/** The language that the caller likes best of those there are; bokmål where none is named. */
export function languageOf({ raw }: Pick<FastifyRequest, 'raw'>): Language {
  const chosen = new Negotiator(raw).language(['nb', 'nn', 'en', 'no'])
  return chosen === 'nn' || chosen === 'en' ? chosen : 'nb'
}

/** The title of its own that a code has, else that of its family (what stands before the dot), else that of its status. */
export function titleOf(
  { code, status }: Pick<Problem, 'code' | 'status'>,
  language: Language,
  titles: ProblemTitles = {},
): string {
  const family = `${code.split('.')[0]}.*`
  const known = [titles, commonTitles].flatMap((of) => [of[code] ?? [], of[family] ?? []]).flat()
  return (known[0] ?? statusTitles[status] ?? refused)[language]
}

const refused: Translated = { nb: 'Avvist', nn: 'Avvist', en: 'Refused' }

const statusTitles: Readonly<Record<number, Translated>> = {
  400: { nb: 'Feil i forespørselen', nn: 'Feil i førespurnaden', en: 'Malformed request' },
  401: { nb: 'Ikke logget inn', nn: 'Ikkje logga inn', en: 'Not signed in' },
  403: { nb: 'Ikke tillatt', nn: 'Ikkje tillate', en: 'Not allowed' },
  404: { nb: 'Ikke funnet', nn: 'Ikkje funne', en: 'Not found' },
  409: {
    nb: 'I strid med det som er lagret',
    nn: 'I strid med det som er lagra',
    en: 'In conflict with what is there',
  },
  412: {
    nb: 'Endret i mellomtiden',
    nn: 'Endra i mellomtida',
    en: 'Changed meanwhile',
  },
  413: { nb: 'For stort', nn: 'For stort', en: 'Too large' },
  415: {
    nb: 'Innholdstypen støttes ikke',
    nn: 'Innhaldstypen er ikkje støtta',
    en: 'Media type not supported',
  },
  422: { nb: 'Ikke gyldig', nn: 'Ikkje gyldig', en: 'Not valid' },
  429: {
    nb: 'For mange forespørsler',
    nn: 'For mange førespurnader',
    en: 'Too many requests',
  },
  500: { nb: 'Intern feil', nn: 'Intern feil', en: 'Internal error' },
  503: {
    nb: 'Ikke tilgjengelig akkurat nå',
    nn: 'Ikkje tilgjengeleg akkurat no',
    en: 'Not available at the moment',
  },
}

const commonTitles: ProblemTitles = {
  'request.invalid': { nb: 'Ikke gyldig', nn: 'Ikkje gyldig', en: 'Not valid' },
  'token.expired': {
    nb: 'Påloggingen er utløpt',
    nn: 'Pålogginga er gått ut',
    en: 'The sign-in has expired',
  },
  'token.lasts_too_long': {
    nb: 'Påloggingen varer for lenge',
    nn: 'Pålogginga varer for lenge',
    en: 'The sign-in lasts too long',
  },
  'token.roles_unusable': {
    nb: 'Rollene i påloggingen strider mot hverandre',
    nn: 'Rollene i pålogginga strir mot kvarandre',
    en: 'The roles of the sign-in contradict each other',
  },
  'organization.not_found': {
    nb: 'Organisasjonen finnes ikke',
    nn: 'Organisasjonen finst ikkje',
    en: 'No such organisation',
  },
  'access.role_missing': {
    nb: 'Rollen din tillater ikke dette',
    nn: 'Rolla di tillèt ikkje dette',
    en: 'Your role does not allow this',
  },
}
