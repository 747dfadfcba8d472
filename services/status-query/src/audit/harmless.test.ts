import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { harmless, harmlessCode, harmlessId } from './harmless.ts'

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

const codes = `
  BadRequest BadRequest_ResourceNotFound BadRequest_InvalidOperation
  BadRequest_InvalidToken BadRequest_RequiredParamNotProvided Request_EntityChanged
  Internal_RecordNotFound Internal_InvalidTableRelation Internal_ServerError
  Internal_EntityWithSameKeyExists Internal_CompanyNotFound Internal_TenantUnavailable
  Application_DialogException Application_FieldValidationException Unknown
  Application_StringExceededLength Authentication_InvalidCredentials BAD_REQUEST.BURST_RATE_LIMIT_REACHED
  BAD_REQUEST.CONCURRENCY_LIMIT_REACHED BAD_REQUEST.INSUFFICIENT_CREDITS INVALID_VALUE
  ARGUMENTS_OF_CORRECT_TYPE invalid_client invalid_request
  period.closed 4711 E-1042
`

test.each(codes.trim().split(/\s+/))("AUDIT-4: a ledger's code %s is kept", (code) =>
  expect(harmlessCode(code)).toBe(code),
)

test.each(['Kari Nordmann', 'blocked_KariNordmann', 'kari@example.org', '99887766', '01019012345'])(
  "AUDIT-4: %s is kept for no ledger's code and no correlation id",
  (said) => {
    expect(harmlessCode(said)).toBe('[masked]')
    expect(harmlessId(said)).toBe('[masked]')
  },
)

test.each([
  '7f1c2d9e-3a50-4c8b-9c57-0d1c1b7f5e21',
  '4bf92f3577b34da6a3ce929d0e0e4736',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  '104711',
])('AUDIT-4: the correlation id %s is kept', (id) => expect(harmlessId(id)).toBe(id))

test.each(['4925123412341234', 'kari-nordmann-17', 'Bearer abc', 'x'.repeat(32)])(
  'AUDIT-4: %s does not look like a correlation id',
  (said) => expect(harmlessId(said)).toBe('[masked]'),
)

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
