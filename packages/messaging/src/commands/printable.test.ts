import { expect, test } from 'vitest'
import { printable } from './printable.ts'
import { table } from './table.ts'

test.each([
  ['terminal escapes', '\u001b[2J\u009b31m\u0007', '\\u001b[2J\\u009b31m\\u0007'],
  ['what turns the direction of writing', 'a\u202eb\u2066c\u200f', 'a\\u202eb\\u2066c\\u200f'],
  [
    'new lines, which could begin a line of their own',
    'a\r\nreason: b\u2028',
    'a\\u000d\\u000areason: b\\u2028',
  ],
  [
    'what cannot be seen',
    'a\u00a0b\u200bc\ufeff\u{e0041}\ud800',
    'a\\u00a0b\\u200bc\\ufeff\\udb40\\udc41\\ud800',
  ],
])('%s are shown, not done', (_, text, shown) => {
  expect(printable(text)).toBe(shown)
  expect(table(['key'], [[text]])).toBe(`KEY\n${shown}`)
})

test('what people write is shown as it is', () => {
  const text = 'Bjørn: "100 %" – 漢字, e\u0301 😀 \\'
  expect(printable(text)).toBe(text)
})

test('JSON says the same', () => {
  const value = { a: '\u001b\u009b\u202e\u{e0041}\n"\\', b: ['å', null] }
  expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value)
})
