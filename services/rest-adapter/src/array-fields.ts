import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import { address, expression, target, texts, yesOrNo } from './field.ts'

const templateExample = `{
  "vouchers": [vouchers.{
    "reference": reference,
    "date": postingDate,
    "currency": currency,
    "text": description,
    "lines": [lines.{
      "account": account,
      "amount": amount,
      "text": description,
      "costCentre": dimensions[code = 'AVDELING'].value,
      "project": dimensions[code = 'PROSJEKT'].value
    }]
  }]
}`

/** How a ledger takes many vouchers in one request. */
export const arrayFields: readonly CredentialField[] = [
  target(
    'arrayMost',
    texts('Bilag i én forespørsel', 'Bilag i éin førespurnad', 'Vouchers in one request'),
    texts(
      'Hvor mange bilag systemet tar i én forespørsel, høyst 200. Uten: ett om gangen. Krever en adresse for oppslag.',
      'Kor mange bilag systemet tek i éin førespurnad, høgst 200. Utan: eitt om gongen. Krev ei adresse for oppslag.',
      'How many vouchers the system takes in one request, 200 at most. Without: one at a time. Needs a look-up address.',
    ),
    { pattern: '^([1-9][0-9]?|1[0-9]{2}|200)$', rare: true, example: '100' },
  ),
  target(
    'arrayUrl',
    texts('Adresse for flere bilag', 'Adresse for fleire bilag', 'Address for many vouchers'),
    texts(
      'Der flere bilag sendes samlet med POST, på samme vert som adressen for bilag. Uten: adressen for bilag.',
      'Der fleire bilag blir sende samla med POST, på same vert som adressa for bilag. Utan: adressa for bilag.',
      'Where many vouchers are sent together with POST, on the same host as the address for vouchers. Without: the address for vouchers.',
    ),
    { pattern: address, rare: true, example: 'https://regnskap.example.no/api/bilag-liste' },
  ),
  target(
    'arrayTemplate',
    texts('Mal for flere bilag', 'Mal for fleire bilag', 'Template for many vouchers'),
    texts(
      'JSONata som lager JSON-en som sendes, av vouchers: en liste der hvert bilag er som i malen for ett. Den må ta med reference for hvert.',
      'JSONata som lagar JSON-en som blir send, av vouchers: ei liste der kvart bilag er som i malen for eitt. Han må ta med reference for kvart.',
      'JSONata that makes the JSON that is sent out of vouchers: a list in which each voucher is as in the template for one. It must include reference for each.',
    ),
    { pattern: '^[^]{1,20000}$', rare: true, example: templateExample },
  ),
  target(
    'arrayItems',
    texts('Svar: hvert bilag', 'Svar: kvart bilag', 'Answer: each voucher'),
    texts(
      'JSONata over svaret (status, location, body, references) som blir til en liste av reference og enten number (eller true) der bilaget er bokført, eller failure der det er avslått. Der svaret ikke nevner referanser, gir references dem i rekkefølgen de ble sendt i. Det som ikke står i listen, slås opp.',
      'JSONata over svaret (status, location, body, references) som blir til ei liste av reference og anten number (eller true) der bilaget er bokført, eller failure der det er avslått. Der svaret ikkje nemner referansar, gjev references dei i rekkjefølgja dei vart sende i. Det som ikkje står i lista, blir slått opp.',
      'JSONata over the answer (status, location, body, references) that comes to a list of reference and either number (or true) where the voucher is booked, or failure where it is refused. Where the answer names no references, references has them in the order that they were sent in. What the list lacks is looked for.',
    ),
    {
      pattern: expression,
      rare: true,
      example: 'body.results.{"reference": reference, "number": id, "failure": error}',
    },
  ),
  target(
    'arrayAtomic',
    texts('Alt eller ingenting', 'Alt eller ingenting', 'All or nothing'),
    texts(
      'yes hvis systemet bokfører alle bilagene i en forespørsel eller ingen av dem. Et avslag på alle deles da i to til det gale står alene.',
      'yes om systemet bokfører alle bilaga i ein førespurnad eller ingen av dei. Eit avslag på alle blir då delt i to til det gale står åleine.',
      'yes if the system books all vouchers of a request or none of them. A refusal of all is then split in two until what is wrong stands alone.',
    ),
    { ...yesOrNo, rare: true },
  ),
]
