import fc from 'fast-check'
import { expect, test } from 'vitest'
import { episodesOf, quiet, recurrence, type Episode } from './episode.ts'
import type { Span } from './span.ts'

const hour = 3_600_000
const now = 100 * hour
const span = (from: number, until?: number): Span =>
  until === undefined ? { from: from * hour } : { from: from * hour, until: until * hour }
const shown = ({ raisedAt, resolvedAt, reopenedAt, isUnstable }: Episode) => [
  raisedAt / hour,
  resolvedAt === undefined ? 'open' : resolvedAt / hour,
  reopenedAt.length,
  isUnstable,
]

test.each<[string, Span[], unknown[][]]>([
  ['nothing is no alert', [], []],
  ['one that is open', [span(1)], [[1, 'open', 0, false]]],
  ['one that is over', [span(1, 2)], [[1, 2, 0, false]]],
  ['what overlaps is one', [span(1, 5), span(2, 3), span(4, 6)], [[1, 6, 0, false]]],
  ['what comes back within an hour is the same', [span(1, 2), span(2.5, 3)], [[1, 3, 1, false]]],
  [
    'what comes back later is another',
    [span(1, 2), span(3.5, 4)],
    [
      [1, 2, 0, false],
      [3.5, 4, 0, false],
    ],
  ],
  [
    'what comes back a third time in a day is open until it was quiet for a day',
    [span(1, 2), span(2.5, 3), span(3.5, 4), span(4.5, 5), span(20, 21)],
    [[1, 45, 4, true]],
  ],
  [
    'it is open until then',
    [span(90, 91), span(91.5, 92), span(92.5, 93), span(93.5, 94)],
    [[90, 'open', 3, true]],
  ],
  ['what begins later has not begun', [span(101)], []],
])('%s', (_name, spans, expected) => {
  expect(episodesOf(spans, now).map(shown)).toEqual(expected)
})

test('what was switched off is over when it was', () => {
  const off: Span = { from: 0, until: hour, switchedOff: true }
  expect(episodesOf([off], now)).toMatchObject([{ switchedOff: true, resolvedAt: hour }])
  expect(episodesOf([off, span(0, 2)], now)).toMatchObject([{ switchedOff: false }])
})

const anySpan = fc
  .tuple(fc.nat(90), fc.option(fc.nat(10)))
  .map(([from, length]) => (length === null ? span(from) : span(from, from + length)))

test('episodes are the same in every order, lie apart, and hold every span', () => {
  fc.assert(
    fc.property(
      fc
        .array(anySpan, { maxLength: 12 })
        .chain((spans) =>
          fc.tuple(fc.constant(spans), fc.shuffledSubarray(spans, { minLength: spans.length })),
        ),
      ([spans, shuffled]) => {
        const episodes = episodesOf(spans, now)
        expect(episodesOf(shuffled, now)).toEqual(episodes)
        const gaps = episodes
          .slice(1)
          .map(({ raisedAt }, at) => raisedAt - (episodes[at]!.resolvedAt ?? Infinity))
        expect(gaps.filter((gap) => gap <= recurrence)).toEqual([])
        for (const { from, until = Infinity } of spans)
          expect(
            episodes.some(
              ({ raisedAt, resolvedAt = Infinity }) =>
                raisedAt <= from && (resolvedAt >= until || now < until + quiet),
            ),
          ).toBe(true)
      },
    ),
  )
})
