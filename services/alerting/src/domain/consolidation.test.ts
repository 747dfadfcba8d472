import fc from 'fast-check'
import { expect, test } from 'vitest'
import { membersOf, spansTogether, type Member } from './consolidation.ts'
import type { Span } from './span.ts'

const minute = 60_000
const now = 1_000 * minute
const alert = (organizationId: string, from: number, until?: number): Member => ({
  organizationId,
  from: from * minute,
  ...(until !== undefined && { until: until * minute }),
})
const shown = ({ from, until }: Span) => [
  from / minute,
  until === undefined ? 'open' : until / minute,
]

test.each<[string, Member[], unknown[][]]>([
  ['one organisation stands alone', [alert('a', 1), alert('a', 2)], []],
  ['two at once are one', [alert('a', 1), alert('b', 10)], [[10, 'open']]],
  ['two far apart stand alone', [alert('a', 1), alert('b', 20)], []],
  ['one that was over is not together', [alert('a', 1, 5), alert('b', 10)], []],
  [
    'it is over when one is left for a quarter of an hour',
    [alert('a', 1, 40), alert('b', 2)],
    [[2, 55]],
  ],
  [
    'who joins meanwhile keeps it open',
    [alert('a', 1, 40), alert('b', 2), alert('c', 50, 60)],
    [[2, 75]],
  ],
  [
    'an alert from long before does not keep it open',
    [alert('z', -100), alert('a', 1, 40), alert('b', 2, 41)],
    [[2, 55]],
  ],
])('ALERT-6: %s', (_name, alerts, expected) => {
  expect(spansTogether(alerts, now).map(shown)).toEqual(expected)
})

test('ALERT-6: the members are all that joined', () => {
  const alerts = [alert('a', 1, 40), alert('b', 2), alert('c', 30), alert('old', -200)]
  const [together] = spansTogether(alerts, now)
  expect(membersOf(together!, alerts).map(({ organizationId }) => organizationId)).toEqual([
    'a',
    'b',
    'c',
  ])
})

test('ALERT-6: the order in which alerts are known changes nothing', () => {
  const any = fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(200), fc.option(fc.nat(60)))
    .map(([organization, from, length]) =>
      alert(organization, from, length === null ? undefined : from + length),
    )
  fc.assert(
    fc.property(
      fc
        .array(any, { maxLength: 10 })
        .chain((alerts) =>
          fc.tuple(fc.constant(alerts), fc.shuffledSubarray(alerts, { minLength: alerts.length })),
        ),
      ([alerts, shuffled]) => {
        expect(spansTogether(shuffled, now)).toEqual(spansTogether(alerts, now))
      },
    ),
  )
})
