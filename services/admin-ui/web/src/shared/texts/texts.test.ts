import { expect, test } from 'vitest'
import { createSay, defineTexts } from './texts.ts'

const texts = defineTexts({
  nb: {
    plain: 'Oversikt',
    named: 'Sett av {who} {at}',
    plural: '{n, plural, =0 {Ingen har} one {# bilag har} other {# bilag har}} feil, eldst {day}',
    chosen: 'Sendt {how, select, late {etter {n} dager} other {med en gang}}',
  },
  nn: {
    plain: 'Oversyn',
    named: 'Sett av {who} {at}',
    plural: '{n, plural, =0 {Ingen har} one {# bilag har} other {# bilag har}} feil, eldst {day}',
    chosen: 'Send {how, select, late {etter {n} dagar} other {med ein gong}}',
  },
  en: {
    plain: 'Overview',
    named: 'Seen by {who} {at}',
    plural: '{n, plural, one {# record} other {# records}} failed, oldest {day}',
    chosen: 'Sent {how, select, late {after {n} days} other {at once}}',
  },
})

test('a message is filled with its values', () => {
  expect(createSay(texts, 'nn')('plain')).toBe('Oversyn')
  expect(createSay(texts, 'nb')('named', { who: 'Administrator', at: 'i dag' })).toBe(
    'Sett av Administrator i dag',
  )
})

test.each([
  ['nb', 'late', 'Sendt etter 3 dager'],
  ['nb', 'at_once', 'Sendt med en gang'],
  ['en', 'at_once', 'Sent at once'],
] as const)('in %s a message says what belongs to %s', (language, how, expected) =>
  expect(createSay(texts, language)('chosen', { how, n: 3 })).toBe(expected),
)

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
