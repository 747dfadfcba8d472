import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { harmless } from './harmless.ts'

const root = join(import.meta.dirname, '../../../..')

test.each([
  ['The vendor Kari Nordmann is blocked.', 'The vendor [masked] is blocked.'],
  ['Leverandøren «Ola Å. Nordmann-Hansen» er sperret', 'Leverandøren «[masked]» er sperret'],
  ['kari.nordmann@example.org is unknown', '[masked] is unknown'],
  ['Account 1503 29 17123 of 010190 12345', 'Account [masked] of [masked]'],
  ['Account 1503.29.17123', 'Account [masked]'],
  ['Number 99887766 or 998 87 766', 'Number [masked] or [masked]'],
  [
    'The account 7140 is blocked (BB27842DZ3V0HVHP).',
    'The account 7140 is blocked (BB27842DZ3V0HVHP).',
  ],
  ['Dimension AVD100 on 21.11.2026, 2026-11-21', 'Dimension AVD100 on 21.11.2026, 2026-11-21'],
  ['Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc', 'Bearer [masked]'],
  ['Secret S3CR3TK3YTHATISLONG', 'Secret [masked]'],
  ['line\u0000 = 𝄞', 'line\u0000 = 𝄞'],
  ['', ''],
])('AUDIT-4: of "%s" is kept "%s"', (said, kept) => {
  expect(harmless(said)).toBe(kept)
  expect(harmless(kept)).toBe(kept)
})

/** Sentences in the sources, with a code in place of what is filled in. */
function sentencesIn(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8')
  const literal =
    /(?:message|sentence):\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g
  return [...source.matchAll(literal)].map(([, a, b, c]) =>
    (a ?? b ?? c ?? '').replaceAll(/\$\{[^}]*\}/g, 'A1').replaceAll('\\', ''),
  )
}

test('AUDIT-4: no word of our own sentences is masked', () => {
  const files = globSync(
    [
      'services/*-adapter/src/**/*.ts',
      'packages/posting-engine/src/**/*.ts',
      'services/orchestrator/src/domain/*.ts',
    ],
    { cwd: root },
  ).filter((file) => !/\.(test|contract)\.ts$|\/testing/.test(file))
  const sentences = files.flatMap(sentencesIn)
  expect(sentences.length).toBeGreaterThan(100)
  expect(
    sentences.filter((said) => harmless(said) !== said).map((said) => [said, harmless(said)]),
  ).toEqual([])
})
