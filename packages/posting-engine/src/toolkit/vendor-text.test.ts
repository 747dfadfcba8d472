import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMarked, markedText } from './marked-text.ts'
import { cut, detailOf } from './vendor-text.ts'

const reference = 'BB27842DZ3V0HVHP'
const anything = fc.string({ unit: 'binary', maxLength: 300 })

test('no text that was cut holds half a character, or more than it may', () => {
  fc.assert(
    fc.property(anything, fc.nat(250), (text, longest) => {
      const short = cut(text, longest)
      expect(short.isWellFormed()).toBe(true)
      expect(short.length).toBeLessThanOrEqual(longest)
    }),
  )
  expect(cut('ab😀', 3)).toBe('ab')
  expect(cut('ab😀', 4)).toBe('ab😀')
  expect(cut('a\ud83d', 2)).toBe('a\ufffd')
})

test('what a vendor says fits on one line, whatever it is', () => {
  fc.assert(
    fc.property(anything, (said) => {
      const detail = detailOf(said)
      expect(detail).toMatch(/^\P{Cc}{0,200}$/u)
      expect(detail.isWellFormed()).toBe(true)
    }),
  )
  expect(detailOf(' a\r\n\tb\0c ')).toBe('a b c')
  expect(detailOf(`${'x'.repeat(199)}😀`)).toBe('x'.repeat(199))
})

test('a marked text ends with the whole reference, however long it was', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const marked = markedText(text, reference, 100)
      expect(marked.length).toBeLessThanOrEqual(100)
      expect(isMarked(marked, reference)).toBe(true)
      expect(marked.isWellFormed()).toBe(true)
    }),
  )
  expect(markedText('Buss', reference, 100)).toBe(`Buss ${reference}`)
  expect(markedText('', reference, 100)).toBe(reference)
})

test.each([
  [`Buss ${reference}`, true],
  [reference, true],
  [`x${reference}`, false],
  [`Buss ${reference} again`, false],
  ['Buss', false],
])('%s is marked: %s', (text, is) => {
  expect(isMarked(text, reference)).toBe(is)
})
