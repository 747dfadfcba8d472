import type { en } from './en.ts'

type Translated = {
  readonly [Code in keyof typeof en]: (typeof en)[Code] extends string
    ? string
    : readonly [string, string?]
}

export const nb = {
  'status.400': ['Feil i forespørselen'],
  'status.401': ['Ikke logget inn'],
  'status.403': ['Ikke tillatt'],
  'status.404': ['Ikke funnet'],
  'status.409': ['I strid med det som er lagret'],
  'status.412': ['Endret i mellomtiden'],
  'status.413': ['For stort'],
  'status.415': ['Innholdstypen støttes ikke'],
  'status.422': ['Ikke gyldig'],
  'status.429': ['For mange forespørsler'],
  'status.500': ['Intern feil'],
  'status.503': ['Ikke tilgjengelig akkurat nå'],

  'request.invalid': ['Ikke gyldig', ''],
  'request.aborted': ['Feil i forespørselen', 'Forespørselen ble ikke sendt ferdig.'],
  'request.malformed': ['Feil i forespørselen', 'Dette er ingen forespørsel som kan leses.'],
  'request.malformed_json': [
    'Feil i forespørselen',
    'Innholdet er ikke JSON. Send et JSON-dokument med content-type application/json.',
  ],
  'request.too_large': ['For stort', 'Innholdet er større enn 1 MB. Send mindre.'],
  'request.media_type': [
    'Innholdstypen støttes ikke',
    'Send JSON, med content-type application/json.',
  ],
  'route.not_found': ['Ikke funnet', 'Det finnes ingenting på denne adressen.'],
  'route.other_method': ['Brukes ikke slik', 'Denne adressen svarer på {methods}.'],
  'service.unavailable': [
    'Ikke tilgjengelig akkurat nå',
    'Noe som trengs her, er borte. Prøv igjen om litt.',
  ],
  'identity.unavailable': [
    'Ikke tilgjengelig akkurat nå',
    'Påloggingstjenesten svarer ikke. Prøv igjen om litt.',
  ],
  internal: [
    'Intern feil',
    'Noe gikk galt hos oss. Årsaken står i loggen, under forespørsel {request}.',
  ],
  'token.missing': ['Ikke logget inn', 'Send et tilgangstoken: Authorization: Bearer ...'],
  'token.invalid': [
    'Ikke logget inn',
    'Tilgangstokenet er ikke gyldig her ({claim}). Hent et nytt.',
  ],
  'token.expired': ['Påloggingen er utløpt', 'Tilgangstokenet er utløpt. Hent et nytt.'],
  'token.lasts_too_long': [
    'Påloggingen varer for lenge',
    'Tilgangstokenet er laget for å vare lenger enn {hours} timer. La påloggingstjenesten utstede kortere.',
  ],
  'token.subject_unusable': [
    'Ikke logget inn',
    'Tilgangstokenet navngir brukeren slik at navnet ikke kan lagres: sub må ha 1 til 64 synlige tegn. La påloggingstjenesten utstede et kortere.',
  ],
  'token.roles_unusable': [
    'Rollene i påloggingen strider mot hverandre',
    'Tilgangstokenet motsier seg selv ({claim}). Få det rettet hos påloggingstjenesten.',
  ],
  'access.role_missing': [
    'Rollen din tillater ikke dette',
    'Be en administrator gjøre det, eller om å få rollen.',
  ],
  'organization.not_found': [
    'Organisasjonen finnes ikke',
    'Det finnes ingen slik organisasjon. Kontroller id-en.',
  ],

  'field.missing': '{field} mangler.',
  'field.unknown': '{field} er ukjent her. Utelat feltet.',
  'field.wrong_form': '{field} har ikke riktig form.',
  'field.wrong_form_like': '{field} har ikke riktig form; riktig er for eksempel {example}.',
  'field.not_one_of': '{field} må være en av {values}.',
  'field.not_the_value': '{field} må være {value}.',
  'field.not_just_one': 'Oppgi nøyaktig ett av feltene {names}.',
  'field.wrong_type': '{field} må være {type}.',
  'field.too_short': '{field} må ha minst {limit} tegn.',
  'field.too_long': '{field} kan ha høyst {limit} tegn.',
  'field.too_small': '{field} må være minst {limit}.',
  'field.too_large': '{field} kan være høyst {limit}.',
  'field.too_few': '{field} må ha minst {limit} oppføringer.',
  'field.too_many': '{field} kan ha høyst {limit} oppføringer.',
  'field.too_deep': '{field} har lister eller objekter i hverandre, mer enn {limit} nivåer.',
  'field.has_nul': '{field} har et NUL-tegn. Ta det bort.',
  'field.not_text': '{field} har et halvt tegn. Skriv teksten på nytt.',
  'field.invalid': '{field} er ikke gyldig.',
  'faults.more': 'Og {count} feil til.',
  'faults.line': 'Linje',
  'faults.whole': 'Det som ble sendt,',
} as const satisfies Translated
