import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OrganizationRule } from './rules/rule.ts'
import {
  summaryAgain,
  summaryFigures,
  summaryRules,
  summarySpans,
  type SummedUp,
} from './summary.ts'

const minute = 60_000
const day = 24 * 60 * minute
const now = 100 * day

const alert = (
  organizationId: string,
  rule: OrganizationRule,
  from: number,
  until?: number,
  cause = 'c',
): SummedUp => ({
  organizationId,
  name: organizationId.toUpperCase(),
  rule,
  cause,
  from,
  ...(until !== undefined && { until }),
})

const named = (organizationId: string) => ({
  organizationId,
  name: organizationId.toUpperCase(),
})

test('ALERT-6: the one alert about several organisations says what each is about', () => {
  const all = [
    alert('b', 'final_failure', minute),
    alert('a', 'suspended', 2 * minute),
    alert('a', 'stalled', 3 * minute),
    alert('c', 'error_rate', 4 * minute),
  ]
  const [span] = summarySpans('organizations', all, now)
  expect(summaryFigures('organizations', span!, all, now)).toEqual({
    affected: 3,
    remaining: 3,
    detail: {
      names: ['A', 'B', 'C'],
      organizations: [named('a'), named('b'), named('c')],
      topics: { stopped: ['A'], failing: ['B', 'C'], waiting: ['A'] },
    },
  })
})

test.each([
  ['second_vouchers', 'posted_twice'],
  ['broken_logs', 'broken_log'],
  ['secrets', 'expiring_secret'],
] as const)('%s: one organisation is enough, and no part of several at once', (summary, rule) => {
  const one = [alert('a', rule, day)]
  expect(summarySpans(summary, one, now)).toEqual([{ from: day }])
  const two = [...one, alert('b', rule, day + minute)]
  expect(summarySpans(summary, two, now)).toEqual([{ from: day }])
  expect(summaryFigures(summary, { from: day }, two, now)).toEqual({
    affected: 2,
    remaining: 2,
    detail: { names: ['A', 'B'], organizations: [named('a'), named('b')] },
  })
  expect(summarySpans('organizations', two, now)).toEqual([])
  const other = summaryRules.filter((known) => known !== summary)
  for (const known of other) expect(summarySpans(known, two, now)).toEqual([])
})

test('a summary stays the same one while organisations join and leave, and is over with the last of them', () => {
  const all = [
    alert('a', 'posted_twice', day, 3 * day),
    alert('b', 'posted_twice', 2 * day, 5 * day),
    alert('c', 'posted_twice', 4 * day, 6 * day),
  ]
  for (let moment = day; moment < 6 * day; moment += day / 2) {
    const known = all.filter(({ from }) => from <= moment)
    const [span, ...others] = summarySpans('second_vouchers', known, moment)
    expect([span!.from, others]).toEqual([day, []])
  }
  expect(summarySpans('second_vouchers', all, now)).toEqual([{ from: day, until: 6 * day }])
})

test('people are called again for an organisation that joins, and a week before a secret expires', () => {
  const span = { from: day }
  const all = [alert('a', 'posted_twice', day), alert('b', 'posted_twice', 2 * day)]
  expect(summaryAgain('second_vouchers', span, all, now)).toEqual({ at: 2 * day, change: 'grown' })
  const expires = (at: number) => new Date(at).toISOString()
  const secrets = [
    alert('a', 'expiring_secret', day, undefined, expires(now + 6 * day)),
    alert('b', 'expiring_secret', 2 * day, undefined, expires(now + 9 * day)),
  ]
  expect(summaryAgain('secrets', span, secrets, now)).toEqual({ at: now - day, change: 'sooner' })
  expect(summaryAgain('organizations', span, all, now)).toBeUndefined()
})

test('the order in which alerts are known changes nothing', () => {
  const any = fc
    .tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom<OrganizationRule>('posted_twice', 'broken_log', 'suspended', 'waiting'),
      fc.nat(200),
      fc.option(fc.nat(60)),
    )
    .map(([organization, rule, from, length]) =>
      alert(
        organization,
        rule,
        from * minute,
        length === null ? undefined : (from + length) * minute,
      ),
    )
  const shuffled = fc
    .array(any, { maxLength: 10 })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  fc.assert(
    fc.property(shuffled, fc.constantFrom(...summaryRules), ([all, other], rule) => {
      const spans = summarySpans(rule, all, now)
      expect(summarySpans(rule, other, now)).toEqual(spans)
      for (const span of spans)
        expect(summaryFigures(rule, span, other, now)).toEqual(summaryFigures(rule, span, all, now))
    }),
  )
})
