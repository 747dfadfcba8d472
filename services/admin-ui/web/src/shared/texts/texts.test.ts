import { expect, test } from 'vitest'
import { createSay, defineTexts } from './texts.ts'

const texts = defineTexts({
  nb: {
    plain: 'Oversikt',
    named: 'Sett av {who} {at}',
    plural: '{n, plural, =0 {Ingen har} one {# bilag har} other {# bilag har}} feil, eldst {day}',
  },
  nn: {
    plain: 'Oversyn',
    named: 'Sett av {who} {at}',
    plural: '{n, plural, =0 {Ingen har} one {# bilag har} other {# bilag har}} feil, eldst {day}',
  },
  en: {
    plain: 'Overview',
    named: 'Seen by {who} {at}',
    plural: '{n, plural, one {# record} other {# records}} failed, oldest {day}',
  },
})

test('a message is filled with its values', () => {
  expect(createSay(texts, 'nn')('plain')).toBe('Oversyn')
  expect(createSay(texts, 'nb')('named', { who: 'Administrator', at: 'i dag' })).toBe(
    'Sett av Administrator i dag',
  )
})

test.each([
  ['nb', 0, 'Ingen har feil, eldst 1.'],
  ['nb', 1, '1 bilag har feil, eldst 1.'],
  ['nn', 1204, '1 204 bilag har feil, eldst 1.'],
  ['en', 1, '1 record failed, oldest 1.'],
  ['en', 1204, '1,204 records failed, oldest 1.'],
] as const)('%s says %i', (language, n, said) => {
  const text = createSay(texts, language)('plural', { n, day: '1.' })
  expect(text.replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(said)
})

test('values that are missing, or that no message has, are seen by the compiler', () => {
  const say = createSay(texts, 'nb')
  // @ts-expect-error the day is missing
  expect(() => say('plural', { n: 1 })).toThrow('day')
  // @ts-expect-error there is no such message
  expect(() => say('none')).toThrow(TypeError)
})
