import { expect, test } from 'vitest'
import { ledTo } from './steps.ts'

test.each([
  ['system', { isChosen: false, isSaved: false }, 'system'],
  ['test', { isChosen: false, isSaved: false }, 'system'],
  ['palogging', { isChosen: true, isSaved: false }, 'palogging'],
  ['kontering', { isChosen: true, isSaved: false }, 'test'],
  ['kontering', { isChosen: false, isSaved: true }, 'kontering'],
  ['test', { isChosen: false, isSaved: true }, 'system'],
  ['sla-pa', { isChosen: false, isSaved: true }, 'sla-pa'],
  ['noe', { isChosen: true, isSaved: true }, 'system'],
] as const)('A11Y-8: who asks for %s with %j is led to %s', (asked, reached, step) => {
  expect(ledTo(asked, reached)).toBe(step)
})
