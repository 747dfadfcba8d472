import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import { expression, target, texts, yesOrNo } from './field.ts'

/** What an answer says. */
export const answerFields: readonly CredentialField[] = [
  target(
    'answerNumber',
    texts('Svar: bilagsnummeret', 'Svar: bilagsnummeret', 'Answer: the voucher number'),
    texts(
      'JSONata som leser bilagsnummeret av svaret (status, location, body), eller blir true der systemet ikke gir noe nummer. Den må bli til ingenting der svaret ikke viser at bilaget er bokført, for eksempel body.success = true ? body.id. Et nytt bilag slås da ikke opp etterpå. Må til der det ikke er noe oppslag.',
      'JSONata som les bilagsnummeret av svaret (status, location, body), eller blir true der systemet ikkje gjev noko nummer. Han må bli til ingenting der svaret ikkje viser at bilaget er bokført, til dømes body.success = true ? body.id. Eit nytt bilag blir då ikkje slått opp etterpå. Må til der det ikkje er noko oppslag.',
      'JSONata that reads the voucher number from the answer (status, location, body), or is true where the system gives no number. It must come to nothing where the answer does not show that the voucher is booked, like body.success = true ? body.id. A new voucher is then not looked for afterwards. Needed where there is no look-up.',
    ),
    { pattern: expression, example: 'status = 201 ? body.id' },
  ),
  target(
    'answerExample',
    texts('Svar: eksempel', 'Svar: døme', 'Answer: an example'),
    texts(
      'Et svar som sier at bilaget er bokført, som testen prøver det ovenfor på: {"status": 201, "body": {"id": "V-1"}}.',
      'Eit svar som seier at bilaget er bokført, som testen prøver det ovanfor på: {"status": 201, "body": {"id": "V-1"}}.',
      'An answer that says that the voucher is booked, for the test to try the above on: {"status": 201, "body": {"id": "V-1"}}.',
    ),
    {
      pattern: '^\\s*\\{[^]{1,8000}\\}\\s*$',
      example: '{"status": 201, "body": {"id": "V-1001"}}',
    },
  ),
  target(
    'answerError',
    texts('Svar: avslaget', 'Svar: avslaget', 'Answer: the refusal'),
    texts(
      'JSONata som leser hvorfor systemet sier nei, der det svarer 200 likevel. Ingenting der det ikke sier nei.',
      'JSONata som les kvifor systemet seier nei, der det svarar 200 likevel. Ingenting der det ikkje seier nei.',
      'JSONata that reads why the system says no, where it answers 200 all the same. Nothing where it does not say no.',
    ),
    { pattern: expression, rare: true, example: 'body.success = false ? body.message' },
  ),
  target(
    'answersLater',
    texts('Bokfører senere', 'Bokfører seinare', 'Books later'),
    texts(
      'yes hvis systemet svarer 202 og bokfører senere.',
      'yes om systemet svarar 202 og bokfører seinare.',
      'yes if the system answers 202 and books later.',
    ),
    { ...yesOrNo, rare: true },
  ),
  target(
    'correlationHeader',
    texts('Svar: sporings-ID', 'Svar: sporings-ID', 'Answer: the correlation ID'),
    texts(
      'Hodet i svaret med en ID som systemets brukerstøtte finner forespørselen igjen med. Uten: de vanlige, som X-Request-Id.',
      'Hovudet i svaret med ein ID som brukarstøtta til systemet finn førespurnaden igjen med. Utan: dei vanlege, som X-Request-Id.',
      "The header of the answer with an ID that the system's support finds the request by. Without: the usual ones, like X-Request-Id.",
    ),
    { pattern: '^[A-Za-z0-9-]{1,64}$', rare: true, example: 'X-Request-Id' },
  ),
]
