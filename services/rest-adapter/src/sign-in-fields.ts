import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import { address, secret, target, texts } from './field.ts'

/** RFC 7617 leaves control characters out, and nothing else. */
const printable = '^[^\\x00-\\x1f\\x7f-\\x9f]{1,2000}$'
const header = '[A-Za-z0-9-]{1,64}: ?[\\x21-\\x7e][\\x20-\\x7e]{0,1999}'

const when = (is: string, required: boolean) => ({ field: 'authentication', is, required })

/** How we prove who we are. */
export const signInFields: readonly CredentialField[] = [
  target(
    'authentication',
    texts('Pålogging', 'Pålogging', 'Authentication'),
    texts(
      'api_key, basic eller oauth2 (client credentials).',
      'api_key, basic eller oauth2 (client credentials).',
      'api_key, basic or oauth2 (client credentials).',
    ),
    { required: true, pattern: '^(api_key|basic|oauth2)$' },
  ),
  target(
    'headerName',
    texts('Navn på hodefelt', 'Namn på hovudfelt', 'Header name'),
    texts(
      'Hodefeltet som nøkkelen sendes i. Uten: X-API-Key.',
      'Hovudfeltet som nykelen blir send i. Utan: X-API-Key.',
      'The header that the key is sent in. Without: X-API-Key.',
    ),
    { pattern: '^[A-Za-z0-9-]{1,64}$', when: when('api_key', false), example: 'X-API-Key' },
  ),
  target(
    'tokenUrl',
    texts('Adresse for token', 'Adresse for token', 'Token address'),
    texts('For oauth2.', 'For oauth2.', 'For oauth2.'),
    {
      identifying: true,
      pattern: address,
      when: when('oauth2', true),
      example: 'https://login.example.no/oauth/token',
    },
  ),
  target(
    'clientId',
    texts('Klient-ID', 'Klient-ID', 'Client ID'),
    texts('For oauth2.', 'For oauth2.', 'For oauth2.'),
    { pattern: '^[\\x20-\\x7e]{1,200}$', when: when('oauth2', true) },
  ),
  target(
    'scope',
    texts('Scope', 'Scope', 'Scope'),
    texts(
      'For oauth2, om systemet krever det.',
      'For oauth2, om systemet krev det.',
      'For oauth2, if the system wants one.',
    ),
    { pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e ]{1,500}$', rare: true, when: when('oauth2', false) },
  ),
  target(
    'clientAuthentication',
    texts(
      'Klienten viser hemmeligheten',
      'Klienten viser løyndomen',
      'The client shows its secret',
    ),
    texts(
      'For oauth2: header (Basic) eller body. Uten: header.',
      'For oauth2: header (Basic) eller body. Utan: header.',
      'For oauth2: header (Basic) or body. Without: header.',
    ),
    { pattern: '^(header|body)$', rare: true, when: when('oauth2', false) },
  ),
  target(
    'audience',
    texts('Audience', 'Audience', 'Audience'),
    texts(
      'For oauth2, om systemet krever det.',
      'For oauth2, om systemet krev det.',
      'For oauth2, if the system wants one.',
    ),
    { pattern: '^[\\x21-\\x7e]{1,500}$', rare: true, when: when('oauth2', false) },
  ),
]

export const secretFields: readonly CredentialField[] = [
  secret(
    'apiKey',
    texts('API-nøkkel', 'API-nykel', 'API key'),
    texts('For api_key.', 'For api_key.', 'For api_key.'),
    { when: when('api_key', true) },
  ),
  secret(
    'username',
    texts('Brukernavn', 'Brukarnamn', 'User name'),
    texts('For basic.', 'For basic.', 'For basic.'),
    { pattern: printable, when: when('basic', true) },
  ),
  secret(
    'password',
    texts('Passord', 'Passord', 'Password'),
    texts('For basic.', 'For basic.', 'For basic.'),
    { pattern: printable, when: when('basic', true) },
  ),
  secret(
    'clientSecret',
    texts('Klienthemmelighet', 'Klientløyndom', 'Client secret'),
    texts('For oauth2.', 'For oauth2.', 'For oauth2.'),
    { when: when('oauth2', true) },
  ),
  secret(
    'extraHeaders',
    texts('Hemmelige hodefelt', 'Løynde hovudfelt', 'Secret headers'),
    texts(
      'Om systemet vil ha flere hemmeligheter enn påloggingen: «Navn: verdi», ett hodefelt per linje. Lagres sammen med de andre hemmelighetene.',
      'Om systemet vil ha fleire løyndomar enn pålogginga: «Namn: verdi», eitt hovudfelt per linje. Blir lagra saman med dei andre løyndomane.',
      'If the system wants more secrets than the sign-in: "Name: value", one header a line. Saved together with the other secrets.',
    ),
    { pattern: `^${header}(\\r?\\n${header}){0,4}$`, rare: true, example: 'X-Partner: abc' },
  ),
]

const sets = [['apiKey'], ['username', 'password'], ['clientSecret']] as const
/** Stored secrets are matched with the first set that they fill: larger sets come first. */
export const secretSets: readonly (readonly string[])[] = [
  ...sets.map((names) => [...names, 'extraHeaders']),
  ...sets,
]
