import { expect, test } from 'vitest'
import { shownRun, type FoundRun } from './query.ts'

const run: FoundRun = {
  id: 'run-1',
  trigger: 'approval',
  actor: null,
  startedAt: Date.UTC(2026, 10, 21, 10),
  takesUntil: null,
  ready: null,
  completedAt: null,
  counts: null,
}
const shown = { id: 'run-1', trigger: 'approval', startedAt: '2026-11-21T10:00:00.000Z' }

test('what a run does not have is not shown', () => {
  expect(shownRun(run)).toEqual(shown)
})

test('a run that was kept before there was more to tell of it is shown by what it has', () => {
  const { id, trigger, startedAt } = run
  expect(shownRun({ id, trigger, startedAt })).toEqual(shown)
})
