import { describe, expect, test } from 'vitest'
import { pointerTo } from '@bilagsbro/kernel/result'
import { textsContract } from './texts.contract.ts'
import { commonTexts, languageOf, messageOf, worded } from './texts.ts'

describe('the language of a caller', () => {
  test.each([
    [undefined, 'nb'],
    ['', 'nb'],
    ['nn', 'nn'],
    ['nn-NO, nb;q=0.8, en;q=0.5', 'nn'],
    ['en-GB,en;q=0.9', 'en'],
    ['no', 'nb'],
    ['nb-NO,en;q=0.9', 'nb'],
    ['de, en;q=0.3', 'en'],
    ['de', 'nb'],
    ['*', 'nb'],
    [';;q=,,', 'nb'],
  ])('who accepts %j is %s', (header, language) => {
    const raw = { headers: header === undefined ? {} : { 'accept-language': header } }
    expect(languageOf({ raw: raw as never })).toBe(language)
  })
})

const texts = {
  nb: { 'mapping.incomplete': ['Mangler konto', 'Gi {names} en konto.'], 'auth.*': ['Avvist'] },
  nn: { 'mapping.incomplete': ['Manglar konto', 'Gi {names} ein konto.'], 'auth.*': ['Avvist'] },
  en: { 'mapping.incomplete': ['No account', 'Give {names} an account.'], 'auth.*': ['Refused'] },
} as const

test.each([
  ['mapping.incomplete', 409, 'nn', 'Manglar konto', 'Gi taxi og hotell ein konto.'],
  ['mapping.incomplete', 409, 'en', 'No account', 'Give taxi and hotell an account.'],
  ['auth.of_a_new_ledger', 422, 'en', 'Refused', 'Words.'],
  ['token.expired', 401, 'nb', 'Påloggingen er utløpt', 'Tilgangstokenet er utløpt. Hent et nytt.'],
  ['something.else', 409, 'en', 'In conflict with what is there', 'Words.'],
  ['something.else', 418, 'nb', 'Ikke funnet', 'Words.'],
] as const)('%s (%i) in %s is called %s', (code, status, language, title, detail) => {
  const problem = { code, status, message: 'Words.', params: { names: ['taxi', 'hotell'] } }
  expect(worded(problem, language, texts)).toEqual({ title, detail })
})

test('eight faults are told in words, and all of them as a list', () => {
  const faults = Array.from({ length: 10 }, (_, at) => ({
    field: `/a/${at}`,
    code: 'field.missing',
  }))
  const told = worded({ code: 'request.invalid', status: 400, faults }, 'en')
  expect(told.faults).toHaveLength(10)
  expect(told.detail).toMatch(/^a\.0 is missing\. .*a\.7 is missing\. And 2 faults more\.$/)
})

test('what is sent in whole is told as such, and names keep their slashes', () => {
  const of = (field: string) => messageOf({ field, code: 'field.unknown' }, 'nn')
  expect(of('')).toBe('Det som blei sendt, er ukjend her. Utelat feltet.')
  expect(of(pointerTo('a/b', 'c~d'))).toBe('a/b.c~d er ukjend her. Utelat feltet.')
})

const common = {
  ...Object.fromEntries(Object.keys(commonTexts.en).map((code) => [code, []])),
  'route.other_method': ['methods'],
  internal: ['request'],
  'token.invalid': ['claim'],
  'token.lasts_too_long': ['hours'],
  'token.roles_unusable': ['claim'],
  'field.wrong_form_like': ['example'],
  'field.not_the_value': ['value'],
  'field.not_just_one': ['names'],
  'field.not_one_of': ['values'],
  'field.wrong_type': ['type'],
  ...Object.fromEntries(
    ['short', 'long', 'small', 'large', 'few', 'many', 'deep'].map((what) => [
      `field.too_${what}`,
      ['limit'],
    ]),
  ),
  'faults.more': ['count'],
}
textsContract(
  Object.fromEntries(Object.entries(common).filter(([code]) => !code.startsWith('status.'))),
  commonTexts,
)
