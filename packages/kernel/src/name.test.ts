import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idOf, nameOf, withNames } from './name.ts'

test.each([
  ['100 ', '100'],
  ['\u00a0taxi', 'taxi'],
  ['\u200btaxi\ufeff', 'taxi'],
  ['Reise\u00a0og\u2009diett', 'Reise og diett'],
  ['A  100', 'A  100'],
  ['Ma\u030aned', 'Måned'],
  ['a\u200b\u030a', 'å'],
  ['Ærfugl 𠮷 😀', 'Ærfugl 𠮷 😀'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  [' \u00a0 ', ''],
])('%j is the name %j', (text, name) => expect(nameOf(text)).toBe(name))

test('what is a name stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(nameOf(nameOf(text))).toBe(nameOf(text))
    }),
  )
})

test('a name is the same however its letters are composed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(nameOf(text.normalize('NFD'))).toBe(nameOf(text.normalize('NFC')))
    }),
  )
})

test('an identifier is the same however its letters are composed, and keeps its spaces', () => {
  expect(idOf('bila\u030ag ')).toBe('bilåg ')
  expect(idOf(' r-1')).toBe(' r-1')
})

test('names are told within a value, whose keys are names, too', () => {
  const value = { 'taxi ': { account: '7140\u00a0' }, list: ['a ', 1, null] }
  expect(withNames(value)).toEqual({ taxi: { account: '7140' }, list: ['a', 1, null] })
  const same = { taxi: { account: '7140' }, list: ['a', 1, null] }
  expect(withNames(same)).toBe(same)
})

test.each([[{ taxi: 1, 'taxi ': 2 }], [{ 'taxi ': 2, taxi: 1 }]])(
  'of keys that become one, the name itself counts: %j',
  (value) => expect(withNames(value)).toEqual({ taxi: 1 }),
)
