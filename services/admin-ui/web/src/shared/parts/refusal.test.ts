import { expect, test } from 'vitest'
import { Problem } from '../api/client.ts'
import { createSay } from '../texts/texts.ts'
import { refusalOf } from './refusal.ts'
import { texts } from './texts.ts'

const lost = (deed: Problem['deed']) => new Problem(0, {}, deed)

test.each([
  [
    'nb',
    'Vi vet ikke om det ble gjort: Fikk ikke kontakt med tjeneren. Trykk på nytt her: Det blir gjort høyst én gang. Kode: network.unreachable',
  ],
  [
    'nn',
    'Vi veit ikkje om det blei gjort: Fekk ikkje kontakt med tenaren. Trykk på nytt her: Det blir gjort høgst éin gong. Kode: network.unreachable',
  ],
  [
    'en',
    'We do not know whether it was done: The server could not be reached. Press again here: it is done at most once. Code: network.unreachable',
  ],
] as const)(
  'in %s a lost answer says that nobody knows, and what pressing again does',
  (language, said) =>
    expect(refusalOf(lost('maybe_done_once'), createSay(texts, language))).toBe(said),
)

test('without a key a person looks first; of a refusal it is known', () => {
  const say = createSay(texts, 'nb')
  const look = 'Last siden på nytt og se etter, før du prøver igjen.'
  expect(refusalOf(lost('maybe_done'), say)).toContain(look)
  const refused = new Problem(409, { title: 'Pågår allerede', code: 'run.already_running' })
  expect(refusalOf(refused, say)).toBe('Ikke gjort: Pågår allerede. Kode: run.already_running')
})
