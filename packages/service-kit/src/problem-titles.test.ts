import { describe, expect, test } from 'vitest'
import { languageOf, titleOf } from './problem-titles.ts'

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

describe('a title', () => {
  const titles = {
    'mapping.incomplete': { nb: 'Mangler konto', nn: 'Manglar konto', en: 'No account' },
    'auth.*': { nb: 'Avvist', nn: 'Avvist', en: 'Sign-in refused' },
  }
  test.each([
    ['mapping.incomplete', 409, 'nn', 'Manglar konto'],
    ['auth.of_a_new_ledger', 422, 'en', 'Sign-in refused'],
    ['organization.not_found', 404, 'en', 'No such organisation'],
    ['something.else', 409, 'en', 'In conflict with what is there'],
    ['something.else', 418, 'nb', 'Avvist'],
  ] as const)('of %s (%i) in %s is %s', (code, status, language, title) => {
    expect(titleOf({ code, status }, language, titles)).toBe(title)
  })
})
