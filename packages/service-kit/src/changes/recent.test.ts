import { expect, test } from 'vitest'
import type { Kind } from './changes.ts'
import { createRecent } from './recent.ts'

const told = (id: string, ...kinds: Kind[]) => new Map([[id, new Set(kinds)]])

/** Three hints at 0, 1 and 2 s: the first organisation again in the third. */
function threeTold(most = 100) {
  const recent = createRecent('boot', { keepMs: 10_000, most })
  recent.add(told('hlf', 'records'), 0)
  recent.add(told('nbf', 'log', 'runs'), 1_000)
  recent.add(told('hlf', 'records'), 2_000)
  return recent
}

test.each<[string, string, number, [string, Kind[]][] | undefined]>([
  ['the last', 'boot-3', 2_000, []],
  ['the one before', 'boot-2', 2_000, [['hlf', ['records']]]],
  [
    'the one before that',
    'boot-1',
    2_000,
    [
      ['nbf', ['log', 'runs']],
      ['hlf', ['records']],
    ],
  ],
  [
    'none yet',
    'boot-0',
    2_000,
    [
      ['nbf', ['log', 'runs']],
      ['hlf', ['records']],
    ],
  ],
  ['one that is old, behind which nothing is', 'boot-2', 11_500, [['hlf', ['records']]]],
  ['one behind which something was forgotten', 'boot-1', 11_500, undefined],
  ['the last, when all is old', 'boot-3', 99_000, []],
  ['one to come', 'boot-4', 2_000, undefined],
  ["another process's", 'other-2', 2_000, undefined],
  ['nonsense', 'boot-2x', 2_000, undefined],
  ['nothing', '', 2_000, undefined],
])('who saw %s is told what came since, or nothing if that is unknown', (_what, id, at, missed) => {
  expect(threeTold().since(id, at)).toEqual(
    missed && new Map(missed.map(([of, kinds]) => [of, new Set(kinds)])),
  )
})

test('who saw less than everything is told nothing', () => {
  const recent = threeTold()
  recent.addEverything(2_500)
  recent.add(told('nbf', 'log'), 3_000)
  expect(recent.since('boot-3', 3_000)).toBe(undefined)
  expect(recent.since('boot-4', 3_000)).toEqual(told('nbf', 'log'))
})

test('who has read before everything was told cannot know what it missed', () => {
  const recent = threeTold()
  recent.addEverything(2_500)
  recent.add(told('nbf', 'log'), 3_000)
  expect(recent.after(2_500)).toBe(undefined)
  expect(recent.after(2_501)).toEqual(told('nbf', 'log'))
})

test('no more is kept than there is room for', () => {
  const recent = threeTold(2)
  expect(recent.since('boot-1', 2_000)).toBe(undefined)
  expect(recent.since('boot-2', 2_000)).toEqual(told('hlf', 'records'))
})
