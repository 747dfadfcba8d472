import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import { address, expression, target, texts, type Texts } from './field.ts'

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

/** How a voucher is found again. */
export const lookUpFields: readonly CredentialField[] = [
  target(
    'lookUpUrl',
    texts('Adresse for oppslag', 'Adresse for oppslag', 'Look-up address'),
    texts(
      'Der et bilag finnes igjen, med {reference}. På samme vert som adressen for bilag.',
      'Der eit bilag blir funne att, med {reference}. På same vert som adressa for bilag.',
      'Where a voucher is found again, with {reference}. On the same host as the address for vouchers.',
    ),
    {
      pattern: '^https?://[^\\s]*\\{reference\\}[^\\s]*$',
      example: 'https://regnskap.example.no/api/bilag?reference={reference}',
    },
  ),
  ...(
    [
      [
        'lookUpLines',
        'linjene, som account og amount (debet positiv)',
        'linjene, som account og amount (debet positiv)',
        'the lines, as account and amount (debit positive)',
        { example: 'vouchers.lines.{"account": account, "amount": amount}' },
      ],
      [
        'lookUpFound',
        'om bilaget finnes',
        'om bilaget finst',
        'whether the voucher is there',
        { rare: true, example: '$count(vouchers) > 0' },
      ],
      [
        'lookUpNumber',
        'bilagsnummeret',
        'bilagsnummeret',
        'the voucher number',
        { example: 'vouchers.id' },
      ],
      [
        'lookUpDate',
        'bokføringsdatoen',
        'bokføringsdatoen',
        'the posting date',
        { example: 'vouchers[0].date' },
      ],
      [
        'lookUpHeld',
        'om bilaget er mottatt, men ikke bokført',
        'om bilaget er motteke, men ikkje bokført',
        'whether the voucher is held, but not booked',
        { rare: true, example: 'vouchers[0].status = "queued"' },
      ],
    ] as const
  ).map(([name, nb, nn, en, more]) => {
    const help = reads(nb, nn, en)
    return target(
      name,
      texts(`Oppslag: ${nb}`, `Oppslag: ${nn}`, `Look-up: ${en}`),
      name === 'lookUpHeld' ? onlyIfShown(help) : help,
      { pattern: expression, ...more },
    )
  }),
  target(
    'lookUpAbsent',
    texts(
      'Oppslag: at bilaget ikke finnes',
      'Oppslag: at bilaget ikkje finst',
      'Look-up: that the voucher is not there',
    ),
    texts(
      'JSONata over svaret (status, body) som er true der systemet sier at bilaget ikke finnes, for eksempel status = 404 and body.code = "VoucherNotFound". Uten: en tom liste i et svar 200. Alt annet regnes ikke som noe svar.',
      'JSONata over svaret (status, body) som er true der systemet seier at bilaget ikkje finst, til dømes status = 404 and body.code = "VoucherNotFound". Utan: ei tom liste i eit svar 200. Alt anna blir ikkje rekna som noko svar.',
      'JSONata over the answer (status, body) that is true where the system says that the voucher is not there, like status = 404 and body.code = "VoucherNotFound". Without: an empty list in an answer 200. Nothing else counts as an answer.',
    ),
    {
      pattern: expression,
      example: 'status = 200 and $type(body.vouchers) = "array" and $count(body.vouchers) = 0',
    },
  ),
]

/** What can be mapped to. */
export const listFields: readonly CredentialField[] = (
  [
    ['accounts', 'kontoer', 'kontoar', 'accounts', 'accounts.{"code": number, "name": name}'],
    [
      'costCentres',
      'kostnadssteder',
      'kostnadsstader',
      'cost centres',
      'costCentres.{"code": code, "name": name, "dimension": "AVDELING"}',
    ],
  ] as const
).flatMap(([name, nb, nn, en, example]) => [
  target(
    `${name}Url`,
    texts(`Adresse for ${nb}`, `Adresse for ${nn}`, `Address of ${en}`),
    texts(
      `Der systemets ${nb} kan leses. På samme vert som adressen for bilag.`,
      `Der ${nn} i systemet kan lesast. På same vert som adressa for bilag.`,
      `Where the system's ${en} can be read. On the same host as the address for vouchers.`,
    ),
    { pattern: address, example: `https://regnskap.example.no/api/${name}` },
  ),
  target(
    name,
    texts(`Liste over ${nb}`, `Liste over ${nn}`, `List of ${en}`),
    texts(
      'JSONata som leser en liste med code, name og eventuelt blocked av svaret.',
      'JSONata som les ei liste med code, name og eventuelt blocked av svaret.',
      'JSONata that reads a list of code, name and perhaps blocked from the answer.',
    ),
    { pattern: expression, example },
  ),
])
