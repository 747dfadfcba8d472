import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import { expression, target, texts, yesOrNo } from './field.ts'

/** How a voucher is sent, and what the answer says. */
export const voucherFields: readonly CredentialField[] = [
  target(
    'template',
    texts('Mal for bilag', 'Mal for bilag', 'Template'),
    texts(
      'JSONata som lager JSON-en som sendes, av bilaget. Den må ta med reference. Beløp: amount (kroner), amountText (nøyaktig tekst, "1234.50") eller amountOre (øre, heltall); det samme for debit og credit. Regn bare med øre.',
      'JSONata som lagar JSON-en som blir send, av bilaget. Han må ta med reference. Beløp: amount (kroner), amountText (nøyaktig tekst, "1234.50") eller amountOre (øre, heiltal); det same for debit og credit. Rekn berre med øre.',
      'JSONata that makes the JSON that is sent out of the voucher. It must include reference. Amounts: amount (kroner), amountText (exact text, "1234.50") or amountOre (øre, whole numbers); the same for debit and credit. Calculate with øre alone.',
    ),
    { required: true, pattern: '^[^]{1,20000}$' },
  ),
  target(
    'decimals',
    texts('Desimaler', 'Desimalar', 'Decimals'),
    texts(
      'Hvor mange desimaler et tall i det malen lager, høyst har: 0 for øre. Et tall med flere er ikke noe beløp, og sendes ikke. Uten: 2.',
      'Kor mange desimalar eit tal i det malen lagar, høgst har: 0 for øre. Eit tal med fleire er ikkje noko beløp, og blir ikkje sendt. Utan: 2.',
      'How many decimals a number in what the template makes has at most: 0 for øre. A number with more is no amount, and is not sent. Without: 2.',
    ),
    { pattern: '^[0-6]$' },
  ),
  target(
    'answerNumber',
    texts('Svar: bilagsnummeret', 'Svar: bilagsnummeret', 'Answer: the voucher number'),
    texts(
      'JSONata som leser bilagsnummeret av svaret (status, location, body), eller blir true der systemet ikke gir noe nummer. Den må bli til ingenting der svaret ikke viser at bilaget er bokført, for eksempel body.success = true ? body.id. Må til der det ikke er noe oppslag.',
      'JSONata som les bilagsnummeret av svaret (status, location, body), eller blir true der systemet ikkje gjev noko nummer. Han må bli til ingenting der svaret ikkje viser at bilaget er bokført, til dømes body.success = true ? body.id. Må til der det ikkje er noko oppslag.',
      'JSONata that reads the voucher number from the answer (status, location, body), or is true where the system gives no number. It must come to nothing where the answer does not show that the voucher is booked, like body.success = true ? body.id. Needed where there is no look-up.',
    ),
    { pattern: expression },
  ),
  target(
    'answerError',
    texts('Svar: avslaget', 'Svar: avslaget', 'Answer: the refusal'),
    texts(
      'JSONata som leser hvorfor systemet sier nei, der det svarer 200 likevel. Ingenting der det ikke sier nei.',
      'JSONata som les kvifor systemet seier nei, der det svarar 200 likevel. Ingenting der det ikkje seier nei.',
      'JSONata that reads why the system says no, where it answers 200 all the same. Nothing where it does not say no.',
    ),
    { pattern: expression },
  ),
  target(
    'answerExample',
    texts('Svar: eksempel', 'Svar: døme', 'Answer: an example'),
    texts(
      'Et svar som sier at bilaget er bokført, som testen prøver det ovenfor på: {"status": 201, "body": {"id": "V-1"}}.',
      'Eit svar som seier at bilaget er bokført, som testen prøver det ovanfor på: {"status": 201, "body": {"id": "V-1"}}.',
      'An answer that says that the voucher is booked, for the test to try the above on: {"status": 201, "body": {"id": "V-1"}}.',
    ),
    { pattern: '^\\s*\\{[^]{1,8000}\\}\\s*$' },
  ),
  target(
    'correlationHeader',
    texts('Svar: sporings-ID', 'Svar: sporings-ID', 'Answer: the correlation ID'),
    texts(
      'Hodet i svaret med en ID som systemets brukerstøtte finner forespørselen igjen med. Uten: de vanlige, som X-Request-Id.',
      'Hovudet i svaret med ein ID som brukarstøtta til systemet finn førespurnaden igjen med. Utan: dei vanlege, som X-Request-Id.',
      "The header of the answer with an ID that the system's support finds the request by. Without: the usual ones, like X-Request-Id.",
    ),
    { pattern: '^[A-Za-z0-9-]{1,64}$' },
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
    'keyForm',
    texts('Nøkkelens form', 'Forma på nykelen', 'Form of the key'),
    texts(
      'Hvordan Idempotency-Key skrives: quoted ("…", som i utkastet til standarden), raw (uten hermetegn) eller uuid. Uten: quoted.',
      'Korleis Idempotency-Key blir skriven: quoted ("…", som i utkastet til standarden), raw (utan hermeteikn) eller uuid. Utan: quoted.',
      'How Idempotency-Key is written: quoted ("…", as in the draft of the standard), raw (without quotes) or uuid. Without: quoted.',
    ),
    { pattern: '^(quoted|raw|uuid)$' },
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
    'requestsPerMinute',
    texts('Kall i minuttet', 'Kall i minuttet', 'Requests a minute'),
    texts(
      'Hvor mange kall systemet tåler, om det er færre enn vi ellers gjør.',
      'Kor mange kall systemet toler, om det er færre enn vi elles gjer.',
      'How many requests the system takes, if it is fewer than we make otherwise.',
    ),
    { pattern: '^[1-9][0-9]{0,5}$' },
  ),
  target(
    'requestsAtOnce',
    texts('Kall om gangen', 'Kall om gongen', 'Requests at once'),
    texts(
      'Hvor mange kall systemet tåler samtidig, om det er færre enn vi ellers gjør.',
      'Kor mange kall systemet toler samstundes, om det er færre enn vi elles gjer.',
      'How many requests the system takes at the same time, if it is fewer than we make otherwise.',
    ),
    { pattern: '^[1-9][0-9]?$' },
  ),
]
