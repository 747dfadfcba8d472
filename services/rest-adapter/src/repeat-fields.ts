import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import { target, texts, yesOrNo } from './field.ts'

/** What the ledger promises of a voucher that is sent again. */
export const repeatFields: readonly CredentialField[] = [
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
    { pattern: '^(quoted|raw|uuid)$', rare: true },
  ),
  target(
    'keyHours',
    texts('Timer en nøkkel huskes', 'Timar ein nykel blir hugsa', 'Hours a key is remembered'),
    texts(
      'Hvor lenge systemet kjenner igjen en Idempotency-Key. Uten: 24.',
      'Kor lenge systemet kjenner att ein Idempotency-Key. Utan: 24.',
      'How long the system recognises an Idempotency-Key. Without: 24.',
    ),
    { pattern: '^[1-9][0-9]{0,3}$', rare: true },
  ),
]

/** How much it takes. */
export const limitFields: readonly CredentialField[] = [
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
      'Hvor mange kall systemet tåler samtidig, høyst 64. Uten: 8.',
      'Kor mange kall systemet toler samstundes, høgst 64. Utan: 8.',
      'How many requests the system takes at the same time, 64 at most. Without: 8.',
    ),
    { pattern: '^[1-9][0-9]?$' },
  ),
]
