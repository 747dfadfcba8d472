import type { CredentialField } from '@bilagsbro/connector/application/ports/accounting-connector'

type Texts = CredentialField['label']
const texts = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const address = '^https?://[^\\s]{1,1000}$'
const expression = '^[^]{1,4000}$'

const target = (
  name: string,
  label: Texts,
  help: Texts,
  more: Partial<CredentialField> = {},
): CredentialField => ({ name, kind: 'target', required: false, label, help, ...more })

const secret = (name: string, label: Texts, help: Texts): CredentialField => ({
  name,
  kind: 'secret',
  required: false,
  pattern: '^[\\x20-\\x7e]{1,2000}$',
  label,
  help,
})

const yesOrNo = { pattern: '^(yes|no)$' }
/** Else an absent voucher might still be in the queue, and would be sent again. */
const onlyIfShown = ({ nb, nn, en }: Texts) =>
  texts(
    `${nb} Bare der oppslaget viser alt som er mottatt.`,
    `${nn} Berre der oppslaget viser alt som er motteke.`,
    `${en} Only where the look-up shows all that is held.`,
  )
const reads = (nb: string, nn: string, en: string) =>
  texts(
    `JSONata som leser ${nb} fra svaret på oppslaget.`,
    `JSONata som les ${nn} frå svaret på oppslaget.`,
    `JSONata that reads ${en} from the answer to the look-up.`,
  )

/** What leads to another ledger identifies it; so does what a stored secret is sent to. */
export const credentialFields: readonly CredentialField[] = [
  target(
    'endpoint',
    texts('Adresse for bilag', 'Adresse for bilag', 'Address for vouchers'),
    texts(
      'Adressen som bilag sendes til med POST.',
      'Adressa som bilag blir sende til med POST.',
      'The address that vouchers are sent to with POST.',
    ),
    { required: true, identifying: true, pattern: address },
  ),
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
    { pattern: '^[A-Za-z0-9-]{1,64}$' },
  ),
  target(
    'tokenUrl',
    texts('Adresse for token', 'Adresse for token', 'Token address'),
    texts('For oauth2.', 'For oauth2.', 'For oauth2.'),
    { identifying: true, pattern: address },
  ),
  target(
    'clientId',
    texts('Klient-ID', 'Klient-ID', 'Client ID'),
    texts('For oauth2.', 'For oauth2.', 'For oauth2.'),
    { pattern: '^[\\x20-\\x7e]{1,200}$' },
  ),
  target(
    'scope',
    texts('Scope', 'Scope', 'Scope'),
    texts(
      'For oauth2, om systemet krever det.',
      'For oauth2, om systemet krev det.',
      'For oauth2, if the system wants one.',
    ),
    { pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e ]{1,500}$' },
  ),
  target(
    'template',
    texts('Mal for bilag', 'Mal for bilag', 'Template'),
    texts(
      'JSONata som lager JSON-en som sendes, av bilaget. Den må ta med reference.',
      'JSONata som lagar JSON-en som blir send, av bilaget. Han må ta med reference.',
      'JSONata that makes the JSON that is sent out of the voucher. It must include reference.',
    ),
    { required: true, pattern: '^[^]{1,20000}$' },
  ),
  target(
    'idempotent',
    texts('Idempotens', 'Idempotens', 'Idempotency'),
    texts(
      'yes hvis systemet lover å utføre hver Idempotency-Key bare én gang.',
      'yes om systemet lovar å utføre kvar Idempotency-Key berre éin gong.',
      'yes if the system promises to carry out each Idempotency-Key only once.',
    ),
    { required: true, ...yesOrNo },
  ),
  target(
    'keyHours',
    texts('Timer en nøkkel huskes', 'Timar ein nykel blir hugsa', 'Hours a key is remembered'),
    texts(
      'Hvor lenge systemet kjenner igjen en Idempotency-Key. Uten: 24.',
      'Kor lenge systemet kjenner att ein Idempotency-Key. Utan: 24.',
      'How long the system recognises an Idempotency-Key. Without: 24.',
    ),
    { pattern: '^[1-9][0-9]{0,3}$' },
  ),
  target(
    'answersLater',
    texts('Bokfører senere', 'Bokfører seinare', 'Books later'),
    texts(
      'yes hvis systemet svarer 202 og bokfører senere.',
      'yes om systemet svarar 202 og bokfører seinare.',
      'yes if the system answers 202 and books later.',
    ),
    yesOrNo,
  ),
  target(
    'lookUpUrl',
    texts('Adresse for oppslag', 'Adresse for oppslag', 'Look-up address'),
    texts(
      'Der et bilag finnes igjen, med {reference}. På samme vert som adressen for bilag.',
      'Der eit bilag blir funne att, med {reference}. På same vert som adressa for bilag.',
      'Where a voucher is found again, with {reference}. On the same host as the address for vouchers.',
    ),
    { pattern: '^https?://[^\\s]*\\{reference\\}[^\\s]*$' },
  ),
  ...(
    [
      [
        'lookUpLines',
        'linjene, som account og amount (debet positiv)',
        'linjene, som account og amount (debet positiv)',
        'the lines, as account and amount (debit positive)',
      ],
      ['lookUpFound', 'om bilaget finnes', 'om bilaget finst', 'whether the voucher is there'],
      ['lookUpNumber', 'bilagsnummeret', 'bilagsnummeret', 'the voucher number'],
      ['lookUpDate', 'bokføringsdatoen', 'bokføringsdatoen', 'the posting date'],
      [
        'lookUpHeld',
        'om bilaget er mottatt, men ikke bokført',
        'om bilaget er motteke, men ikkje bokført',
        'whether the voucher is held, but not booked',
      ],
    ] as const
  ).map(([name, nb, nn, en]) => {
    const help = reads(nb, nn, en)
    return target(
      name,
      texts(`Oppslag: ${nb}`, `Oppslag: ${nn}`, `Look-up: ${en}`),
      name === 'lookUpHeld' ? onlyIfShown(help) : help,
      { pattern: expression },
    )
  }),
  ...(
    [
      ['accounts', 'kontoer', 'kontoar', 'accounts'],
      ['costCentres', 'kostnadssteder', 'kostnadsstader', 'cost centres'],
    ] as const
  ).flatMap(([name, nb, nn, en]) => [
    target(
      `${name}Url`,
      texts(`Adresse for ${nb}`, `Adresse for ${nn}`, `Address of ${en}`),
      texts(
        `Der systemets ${nb} kan leses. På samme vert som adressen for bilag.`,
        `Der ${nn} i systemet kan lesast. På same vert som adressa for bilag.`,
        `Where the system's ${en} can be read. On the same host as the address for vouchers.`,
      ),
      { pattern: address },
    ),
    target(
      name,
      texts(`Liste over ${nb}`, `Liste over ${nn}`, `List of ${en}`),
      texts(
        'JSONata som leser en liste med code, name og eventuelt blocked av svaret.',
        'JSONata som les ei liste med code, name og eventuelt blocked av svaret.',
        'JSONata that reads a list of code, name and perhaps blocked from the answer.',
      ),
      { pattern: expression },
    ),
  ]),
  secret(
    'apiKey',
    texts('API-nøkkel', 'API-nykel', 'API key'),
    texts('For api_key.', 'For api_key.', 'For api_key.'),
  ),
  secret(
    'username',
    texts('Brukernavn', 'Brukarnamn', 'User name'),
    texts('For basic.', 'For basic.', 'For basic.'),
  ),
  secret(
    'password',
    texts('Passord', 'Passord', 'Password'),
    texts('For basic.', 'For basic.', 'For basic.'),
  ),
  secret(
    'clientSecret',
    texts('Klienthemmelighet', 'Klientløyndom', 'Client secret'),
    texts('For oauth2.', 'For oauth2.', 'For oauth2.'),
  ),
]

export const secretSets = [['apiKey'], ['username', 'password'], ['clientSecret']] as const
