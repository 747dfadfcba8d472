import type { nb } from './nb.ts'

type Translated = {
  readonly [Code in keyof typeof nb]: (typeof nb)[Code] extends string
    ? string
    : readonly [string, string?]
}

export const nn = {
  'status.400': ['Feil i førespurnaden'],
  'status.401': ['Ikkje logga inn'],
  'status.403': ['Ikkje tillate'],
  'status.404': ['Ikkje funne'],
  'status.409': ['I strid med det som er lagra'],
  'status.412': ['Endra i mellomtida'],
  'status.413': ['For stort'],
  'status.415': ['Innhaldstypen er ikkje støtta'],
  'status.422': ['Ikkje gyldig'],
  'status.429': ['For mange førespurnader'],
  'status.500': ['Intern feil'],
  'status.503': ['Ikkje tilgjengeleg akkurat no'],

  'request.invalid': ['Ikkje gyldig', ''],
  'request.aborted': ['Feil i førespurnaden', 'Førespurnaden blei ikkje send ferdig.'],
  'request.malformed': ['Feil i førespurnaden', 'Dette er ingen førespurnad som kan lesast.'],
  'request.malformed_json': [
    'Feil i førespurnaden',
    'Innhaldet er ikkje JSON. Send eit JSON-dokument med content-type application/json.',
  ],
  'request.too_large': ['For stort', 'Innhaldet er større enn 1 MB. Send mindre.'],
  'request.media_type': [
    'Innhaldstypen er ikkje støtta',
    'Send JSON, med content-type application/json.',
  ],
  'route.not_found': ['Ikkje funne', 'Det finst ingenting på denne adressa.'],
  'route.other_method': ['Blir ikkje brukt slik', 'Denne adressa svarar på {methods}.'],
  'service.unavailable': [
    'Ikkje tilgjengeleg akkurat no',
    'Noko som trengst her, er borte. Prøv igjen om litt.',
  ],
  'identity.unavailable': [
    'Ikkje tilgjengeleg akkurat no',
    'Påloggingstenesta svarar ikkje. Prøv igjen om litt.',
  ],
  internal: [
    'Intern feil',
    'Noko gjekk gale hos oss. Årsaka står i loggen, under førespurnad {request}.',
  ],
  'token.missing': ['Ikkje logga inn', 'Send eit tilgangstoken: Authorization: Bearer ...'],
  'token.invalid': [
    'Ikkje logga inn',
    'Tilgangstokenet er ikkje gyldig her ({claim}). Hent eit nytt.',
  ],
  'token.expired': ['Pålogginga er gått ut', 'Tilgangstokenet er gått ut. Hent eit nytt.'],
  'token.lasts_too_long': [
    'Pålogginga varer for lenge',
    'Tilgangstokenet er laga for å vare lenger enn {hours} timar. La påloggingstenesta skrive ut kortare.',
  ],
  'token.subject_unusable': [
    'Ikkje logga inn',
    'Tilgangstokenet namngjev brukaren slik at namnet ikkje kan lagrast: sub må ha 1 til 64 synlege teikn. La påloggingstenesta skrive ut eit kortare.',
  ],
  'token.roles_unusable': [
    'Rollene i pålogginga strir mot kvarandre',
    'Tilgangstokenet seier imot seg sjølv ({claim}). Få det retta hos påloggingstenesta.',
  ],
  'access.role_missing': [
    'Rolla di tillèt ikkje dette',
    'Be ein administrator gjere det, eller om å få rolla.',
  ],
  'organization.not_found': [
    'Organisasjonen finst ikkje',
    'Det finst ingen slik organisasjon. Kontroller id-en.',
  ],

  'field.missing': '{field} manglar.',
  'field.unknown': '{field} er ukjend her. Utelat feltet.',
  'field.wrong_form': '{field} har ikkje rett form.',
  'field.wrong_form_like': '{field} har ikkje rett form; rett er til dømes {example}.',
  'field.not_one_of': '{field} må vere ein av {values}.',
  'field.not_the_value': '{field} må vere {value}.',
  'field.not_just_one': 'Oppgi nøyaktig eitt av felta {names}.',
  'field.wrong_type': '{field} må vere {type}.',
  'field.too_short': '{field} må ha minst {limit} teikn.',
  'field.too_long': '{field} kan ha høgst {limit} teikn.',
  'field.too_small': '{field} må vere minst {limit}.',
  'field.too_large': '{field} kan vere høgst {limit}.',
  'field.too_few': '{field} må ha minst {limit} oppføringar.',
  'field.too_many': '{field} kan ha høgst {limit} oppføringar.',
  'field.too_deep': '{field} har lister eller objekt i kvarandre, meir enn {limit} nivå.',
  'field.has_nul': '{field} har eit NUL-teikn. Ta det bort.',
  'field.not_text': '{field} har eit halvt teikn. Skriv teksten på nytt.',
  'field.invalid': '{field} er ikkje gyldig.',
  'faults.more': 'Og {count} feil til.',
  'faults.line': 'Linje',
  'faults.whole': 'Det som blei sendt,',
} as const satisfies Translated
