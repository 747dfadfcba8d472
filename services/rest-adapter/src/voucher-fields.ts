import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import { target, texts } from './field.ts'

const templateExample = `{
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
}`

/** What a voucher becomes. */
export const voucherFields: readonly CredentialField[] = [
  target(
    'template',
    texts('Mal for bilag', 'Mal for bilag', 'Template'),
    texts(
      'JSONata som lager JSON-en som sendes, av bilaget. Den må ta med reference. Beløp: amount (kroner), amountText (nøyaktig tekst, "1234.50") eller amountOre (øre, heltall); det samme for debit og credit. Regn bare med øre.',
      'JSONata som lagar JSON-en som blir send, av bilaget. Han må ta med reference. Beløp: amount (kroner), amountText (nøyaktig tekst, "1234.50") eller amountOre (øre, heiltal); det same for debit og credit. Rekn berre med øre.',
      'JSONata that makes the JSON that is sent out of the voucher. It must include reference. Amounts: amount (kroner), amountText (exact text, "1234.50") or amountOre (øre, whole numbers); the same for debit and credit. Calculate with øre alone.',
    ),
    { required: true, pattern: '^[^]{1,20000}$', example: templateExample },
  ),
  target(
    'decimals',
    texts('Desimaler', 'Desimalar', 'Decimals'),
    texts(
      'Hvor mange desimaler et tall i det malen lager, høyst har: 0 for øre. Et tall med flere er ikke noe beløp, og sendes ikke. Uten: 2.',
      'Kor mange desimalar eit tal i det malen lagar, høgst har: 0 for øre. Eit tal med fleire er ikkje noko beløp, og blir ikkje sendt. Utan: 2.',
      'How many decimals a number in what the template makes has at most: 0 for øre. A number with more is no amount, and is not sent. Without: 2.',
    ),
    { pattern: '^[0-6]$', rare: true },
  ),
]
