import { fingerprintOf, type Cause } from '@bilagsbro/booking/cause'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fact, Told } from './fact.ts'
import { troublesOf } from './trouble.ts'

const account = (value: string): Cause => ({
  class: 'data',
  code: 'account.blocked',
  subject: { kind: 'account', value },
})
const a = account('7140')
const failed = (attempt: number, isFinal: boolean, cause = a): Told => ({
  kind: 'failed',
  attempt,
  cause,
  isFinal,
  reference: 'BB1',
})
const queued = (nextRunAt?: number): Told => ({ kind: 'queued', reason: 'awaiting_run', nextRunAt })
const doubled: Told = { kind: 'doubled', reference: 'BB1', vouchers: ['1', '2'] }
const seen = (...doublings: number[]): Told => ({ kind: 'seen_to', doublings })
const factsOf = (tolds: readonly Told[]): Fact[] =>
  tolds.map((told, at) => ({ told, at: at * 10, sequence: at + 1 }))
/** `kind began-cleared how`. */
const shown = (facts: readonly Fact[]) =>
  troublesOf(facts).map(({ kind, beganAt, clearedAt, clearedBy }) =>
    `${kind} ${beganAt}-${clearedAt ?? ''} ${clearedBy ?? ''}`.trim(),
  )

test.each<[string, Told[], string[]]>([
  ['what is posted at once is in no trouble', [{ kind: 'posted' }], []],
  [
    'ALERT-1: the third failure is one too many, and not the second',
    [failed(1, false), failed(2, false), failed(3, false)],
    ['failing 0-', 'third_failure 20-'],
  ],
  [
    'ALERT-8: a final failure before the third',
    [failed(1, true)],
    ['failing 0-', 'final_failure 0-'],
  ],
  [
    'a final third failure is a third failure',
    [failed(1, false), failed(2, false), failed(3, true)],
    ['failing 0-', 'third_failure 20-'],
  ],
  [
    'nothing was sent, and that is final',
    [failed(0, true), { kind: 'handled' }],
    ['failing 0-10 handled', 'final_failure 0-10 handled'],
  ],
  [
    'what waits for its retry is still failing',
    [failed(1, true), queued(), { kind: 'posted' }],
    ['failing 0-20 posted', 'final_failure 0-20 posted', 'waiting 10-20 posted'],
  ],
  [
    'a record fails for its latest cause',
    [failed(1, true), failed(2, true, account('7150'))],
    ['failing 0-', 'final_failure 0-10 other_cause', 'final_failure 10-'],
  ],
  [
    'a passing fault says nothing of the cause before',
    [failed(1, true), failed(2, false, { class: 'transient', code: 'vendor.timeout' })],
    ['failing 0-', 'final_failure 0-'],
  ],
  [
    'waiting goes on through reasons, and ends with a failure',
    [queued(), queued(), failed(1, false), { kind: 'posted' }],
    ['waiting 0-20 failed', 'failing 20-30 posted'],
  ],
  ['a record is due from its scheduled run on', [queued(500)], ['waiting 500-']],
  ['a run that was missed puts nothing off', [queued(500), queued(900)], ['waiting 500-']],
  [
    'what is delivered is to be booked in time',
    [{ kind: 'delivered' }, { kind: 'overdue' }, { kind: 'posted' }],
    ['overdue 10-20 posted'],
  ],
  [
    'what is removed in the ledger does not wait there any more',
    [{ kind: 'delivered' }, { kind: 'overdue' }, failed(1, true)],
    ['overdue 10-20 failed', 'failing 20-', 'final_failure 20-'],
  ],
  [
    'what the ledger holds twice is so until somebody has seen to it, whatever else is told',
    [doubled, { kind: 'posted' }, doubled, { kind: 'seen_to' }, doubled],
    ['doubled 0-30 seen_to', 'doubled 40-'],
  ],
  [
    'the word of a person is for the doublings that it names, and one that was on its way stays',
    [doubled, doubled, seen(1)],
    ['doubled 0-20 seen_to', 'doubled 20-'],
  ],
  [
    'a doubling that a later word names was seen to then',
    [doubled, doubled, seen(1), { kind: 'posted' }, seen(1, 2)],
    ['doubled 0-20 seen_to', 'doubled 20-40 seen_to'],
  ],
])('%s', (_name, tolds, expected) => {
  expect(shown(factsOf(tolds))).toEqual(expected)
})

test('the third failure names its cause', () => {
  const [, third] = troublesOf(factsOf([failed(1, false), failed(3, true)]))
  expect(third).toMatchObject({ kind: 'third_failure', cause: fingerprintOf(a) })
})

test('facts give the same troubles in every order', () => {
  const told = fc.oneof(
    fc
      .record({
        attempt: fc.nat(4),
        isFinal: fc.boolean(),
        cause: fc.constantFrom(a, account('1')),
      })
      .map(({ attempt, isFinal, cause }) => failed(attempt, isFinal, cause)),
    fc.constantFrom<Told>(
      { kind: 'posted' },
      { kind: 'delivered' },
      { kind: 'handled' },
      { kind: 'overdue' },
      { kind: 'seen_to' },
      seen(2, 3),
      doubled,
      queued(),
      queued(300),
    ),
  )
  fc.assert(
    fc.property(
      fc.array(told, { maxLength: 12 }).chain((tolds) => {
        const facts = factsOf(tolds)
        return fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))
      }),
      ([facts, shuffled]) => {
        expect(troublesOf(shuffled)).toEqual(troublesOf(facts))
      },
    ),
  )
})

test('a trouble never ends before it begins, and of a kind one is open', () => {
  const back: Fact[] = [
    { told: failed(1, true), at: 100, sequence: 1 },
    { told: { kind: 'posted' }, at: 90, sequence: 2 },
  ]
  expect(shown(back)).toEqual(['failing 100-100 posted', 'final_failure 100-100 posted'])
})
