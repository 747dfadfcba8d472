import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { Reason } from './record-fields.ts'

test.each([
  ['Bokført for hånd.', true],
  ['Linje 1\nlinje 2', true],
  ['می\u200cخواهم', true],
  ['👩\u200d💻', true],
  ['', false],
  [' \n\t', false],
  ['\u200b\u200b', false],
  ['\u200b \u2060\ufeff\u00ad', false],
  ['\u0007', false],
  ['a\u0000', false],
])('a reason that nobody can see is none: %j is one: %s', (text, isReason) =>
  expect(Value.Check(Reason, text)).toBe(isReason),
)
