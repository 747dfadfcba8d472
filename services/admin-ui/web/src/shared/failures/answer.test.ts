import { expect, test } from 'vitest'
import { answerOf } from './answer.ts'

test.each([
  [
    'The account is blocked. (Kontoen 6860 er sperret (siden mai).)',
    'Kontoen 6860 er sperret (siden mai).',
  ],
  ['The ledger refused the voucher (422). Ukjent avdeling', 'Ukjent avdeling'],
  ['Business Central could not answer (503).', undefined],
  ['The account is blocked.', undefined],
])('%s', (message, answer) => {
  expect(answerOf(message)).toBe(answer)
})
