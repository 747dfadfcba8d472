import { expect, test } from 'vitest'
import { everything, type Kind } from './changes.ts'
import { createPace } from './pace.ts'

type Step =
  | { readonly at: number; readonly told: string; readonly kinds?: Kind[]; readonly no: number }
  | { readonly at: number; readonly due: [string, Kind[]][]; readonly heldFrom?: number }

test.each<[string, Step[]]>([
  [
    'the first goes at once, and one more in the same second when it is over',
    [
      { at: 0, told: 'hlf', no: 1 },
      { at: 0, due: [['hlf', ['records']]] },
      { at: 250, told: 'hlf', no: 2 },
      { at: 500, told: 'hlf', kinds: ['runs'], no: 3 },
      { at: 999, due: [], heldFrom: 2 },
      { at: 1_000, due: [['hlf', ['records', 'runs']]] },
      { at: 3_000, due: [] },
    ],
  ],
  [
    'one organisation does not wait for another',
    [
      { at: 0, told: 'hlf', no: 1 },
      { at: 0, due: [['hlf', ['records']]] },
      { at: 100, told: 'hlf', no: 2 },
      { at: 100, told: 'nbf', no: 3 },
      { at: 100, due: [['nbf', ['records']]], heldFrom: 2 },
      { at: 1_000, due: [['hlf', ['records']]] },
    ],
  ],
  [
    'everything stands for all that is held, and is told once a second too',
    [
      { at: 0, told: everything, no: 1 },
      { at: 0, due: [[everything, []]] },
      { at: 100, told: 'hlf', no: 2 },
      { at: 100, told: everything, no: 3 },
      { at: 100, told: 'nbf', no: 4 },
      { at: 900, due: [], heldFrom: 2 },
      { at: 1_000, due: [[everything, []]] },
    ],
  ],
])('%s', (_what, steps) => {
  const pace = createPace(1_000)
  const seen = steps.flatMap((step) => {
    if ('due' in step) {
      const due = pace.due(step.at).map(([id, kinds]) => [id, [...kinds].toSorted()])
      return [{ at: step.at, due, ...(pace.heldFrom !== undefined && { heldFrom: pace.heldFrom }) }]
    }
    if (step.told === everything) pace.holdEverything(step.no)
    else pace.hold(new Map([[step.told, new Set(step.kinds ?? ['records'])]]), step.no)
    return []
  })
  expect(seen).toEqual(steps.filter((step) => 'due' in step))
})
