import { expect, test } from 'vitest'
import { aFailure, after, aSyncRecord, policy } from '#testing/builders.ts'
import { judged } from './breaker.ts'
import { noRound } from './record.ts'
import { secondRevision } from './alarm.ts'
import { alarmOf, settle, settleAfterwards, type Answer } from './settle.ts'

const context = { retry: policy.retry, now: after(1_000), random: () => 0.5 }
const voucher = { number: '1001', date: '2026-11-21' }
const posted = (number: string, changed: Partial<Answer> = {}): Answer => ({
  attempt: 2,
  connector: 'dynamics',
  outcome: { kind: 'posted', voucher: { ...voucher, number } },
  ...changed,
})
test('what failed at last because the ledger was away says when it goes again, and for what lies in itself it does not', () => {
  const last = aSyncRecord({ status: 'sending' }, { failures: 4 })
  const refusedAs = (code: string): Answer => ({
    attempt: 2,
    connector: 'dynamics',
    outcome: { kind: 'refused', failure: aFailure('transient', { code }) },
  })
  const stateAfter = (code: string) => {
    const result = settle(last, refusedAs(code), context)
    return result.ok && result.value.record.state
  }
  expect(stateAfter('vendor.timeout')).toMatchObject({
    status: 'failed',
    againAt: after(1_000 + 3_600_000),
  })
  expect(stateAfter('template.busy')).toMatchObject({ status: 'failed', againAt: undefined })
})

const delivered = aSyncRecord({ status: 'delivered', voucher })

test.each<[string, ReturnType<typeof aSyncRecord>, Answer, boolean]>([
  ['what is delivered and booked under a number of its own', delivered, posted('1002'), false],
  [
    'what is delivered and booked by another attempt',
    delivered,
    posted('1002', { attempt: 1 }),
    true,
  ],
  [
    'what another attempt booked under the same number',
    delivered,
    posted('1001', { attempt: 3 }),
    false,
  ],
  [
    'what another accounting system booked',
    delivered,
    posted('1001', { connector: 'xledger' }),
    true,
  ],
  [
    'what is posted, and posted again',
    aSyncRecord({ status: 'posted', voucher }),
    posted('1001'),
    false,
  ],
  [
    'what is posted, and posted as another',
    aSyncRecord({ status: 'posted', voucher }),
    posted('7'),
    true,
  ],
  [
    'what is posted, and delivered by another attempt',
    aSyncRecord({ status: 'posted', voucher }),
    posted('7', {
      attempt: 3,
      outcome: { kind: 'delivered', voucher: { ...voucher, number: '7' } },
    }),
    true,
  ],
  ['what was not in the ledger yet', aSyncRecord({ status: 'sending' }), posted('1001'), false],
])('of %s there are two vouchers: %s', (_, record, answer, isTwo) => {
  const result = settle(record, answer, context)
  expect(alarmOf(result)?.kind).toBe(isTwo ? 'second_voucher' : undefined)
})

test('a second voucher for what was delivered is a fact as well', () => {
  const result = settle(delivered, posted('1002', { attempt: 1 }), context)
  expect(result).toMatchObject({ value: { record: { state: { status: 'posted' } } } })
})

test.each([1, 2, 3])(
  'what is posted stays so when the ledger is said to hold it differently, to attempt %d, and is an alarm that says which and how',
  (attempt) => {
    const record = aSyncRecord({ status: 'posted', voucher })
    const failure = aFailure('different_in_ledger')
    const result = settle(
      record,
      { attempt, connector: 'dynamics', outcome: { kind: 'refused', failure } },
      context,
    )
    expect(result.ok).toBe(false)
    expect(alarmOf(result)).toMatchObject({ kind: 'posted_differently', vouchers: ['1001'] })
    expect(alarmOf(result)!.message).toContain(record.reference)
    expect(alarmOf(result)!.message).toContain(failure.message)
  },
)

test('of what was said before a record was known, a difference that is said after it was posted is an alarm', () => {
  const failure = aFailure('different_in_ledger')
  const { record, alarms } = settleAfterwards(
    aSyncRecord({ status: 'pending', lastRound: noRound }),
    [posted('1001'), { attempt: 2, connector: 'dynamics', outcome: { kind: 'refused', failure } }],
    context,
  )
  expect(record.state.status).toBe('posted')
  expect(alarms).toHaveLength(1)
})

test('what is posted and refused for any other reason is an answer that came too late', () => {
  const late: Answer = {
    attempt: 2,
    connector: 'dynamics',
    outcome: { kind: 'refused', failure: aFailure('data') },
  }
  const result = settle(aSyncRecord({ status: 'posted', voucher }), late, context)
  expect(result).toMatchObject({ error: { code: 'record.stale_answer' } })
  expect(alarmOf(result)).toBeUndefined()
})

test('AUDIT-4: a success tells what the ledger answered, and only that', () => {
  const answer = { status: 204, correlationId: '7f1c2d9e-3a50-4c8b-9c57-0d1c1b7f5e21' }
  const outcome = { kind: 'posted', voucher, answer } as const
  const settled = settle(
    aSyncRecord({ status: 'sending' }),
    { ...posted('1001'), outcome, completedAt: '2026-11-21T10:00:01.900Z' },
    context,
  )
  const answeredAt = '2026-11-21T10:00:01.900Z'
  expect(settled).toMatchObject({ value: { facts: [{ kind: 'succeeded', answer, answeredAt }] } })
  expect(settled.ok && settled.value.record.state).toEqual({ status: 'posted', voucher })
})

test('a voucher that is different in the ledger counts as one of two revisions there', () => {
  const different = aSyncRecord({ status: 'failed', failure: aFailure('different_in_ledger') })
  const second = aSyncRecord({ status: 'posted', voucher }, { revision: 2 })
  expect(secondRevision(second, [different, second])).toMatchObject({ kind: 'second_revision' })
  const unseen = aSyncRecord({ status: 'failed', failure: aFailure('accepted_unseen') })
  expect(secondRevision(second, [unseen, second])).toBeUndefined()
})

test('of what was said before a record was known, only what it came to is told', () => {
  const fresh = aSyncRecord(
    { status: 'pending', lastRound: noRound },
    { attempt: 0, failures: 0, connector: undefined, runId: undefined },
  )
  const refused = (attempt: number): Answer => ({
    attempt,
    connector: 'dynamics',
    outcome: { kind: 'refused', failure: aFailure('transient') },
  })
  const { record, facts, alarms } = settleAfterwards(
    fresh,
    [refused(1), refused(2), posted('1001', { attempt: 3 }), refused(2)],
    context,
  )
  expect(record).toMatchObject({ attempt: 3, connector: 'dynamics', state: { status: 'posted' } })
  expect(facts.map(({ kind }) => kind)).toEqual(['succeeded'])
  expect(alarms).toEqual([])
  const doubted = settleAfterwards(
    fresh,
    [
      {
        attempt: 1,
        connector: 'xledger',
        outcome: { kind: 'in_doubt', failure: aFailure('transient') },
      },
    ],
    context,
  )
  expect(doubted.record).toMatchObject({
    attempt: 1,
    connector: 'xledger',
    requestedAt: context.now,
    state: { status: 'sending' },
  })
})

test('a look-up that is refused says that the connector does not work, however often; the record stays in doubt', () => {
  const refusal: Answer = {
    attempt: 2,
    connector: 'dynamics',
    outcome: { kind: 'in_doubt', failure: aFailure('auth') },
  }
  const first = settle(aSyncRecord({ status: 'sending' }), refusal, context)
  const second = first.ok ? settle(first.value.record, refusal, context) : first
  const broken = { verdict: { kind: 'broken', failure: aFailure('auth') } }
  expect(first).toMatchObject({ value: { ...broken, facts: [{ kind: 'queued' }] } })
  expect(second).toMatchObject({ value: { ...broken, facts: [] } })
  const verdict = (result: typeof first) =>
    result.ok ? result.value.verdict! : { kind: 'untried' as const }
  const record = aSyncRecord({ status: 'sending' })
  const suspended = judged(undefined, record, verdict(first), policy.probe, context.now)
  expect(suspended).toMatchObject({ probe: { recordId: 'r-1' }, cause: { class: 'auth' } })
  expect(judged(suspended, record, { kind: 'works' }, policy.probe, context.now)).toBeUndefined()
})

test('BOOKS-8 what was sent is not known where another attempt was answered, or one of a lost time', () => {
  const voucher = { number: '1001', date: '2026-11-21' }
  const posted = (attempt: number): Answer => ({
    attempt,
    connector: 'dynamics',
    outcome: { kind: 'posted', voucher },
  })
  const known = ({ attempt }: Answer) => {
    const result = settle(aSyncRecord({ status: 'sending' }), posted(attempt), context)
    return result.ok && [result.value.record.configured, result.value.record.targetFingerprint]
  }
  expect(known(posted(2))).toEqual([1, 'target-1'])
  expect(known(posted(1))).toEqual([0, undefined])
  expect(known(posted(3))).toEqual([0, undefined])
  const corrects = { revision: 1, reference: 'BB27842DZ3V0HVHP', voucherNumber: '1001' }
  const requested: Answer = {
    attempt: 3,
    connector: 'dynamics',
    outcome: { kind: 'requested', targetFingerprint: 'target-2', corrects },
  }
  const record = aSyncRecord({ status: 'pending', lastRound: 'unread' })
  expect(settleAfterwards(record, [posted(3), requested], context).record).toMatchObject({
    attempt: 3,
    configured: 0,
    targetFingerprint: 'target-2',
    corrects,
  })
})

test('BOOKS-8 two revisions stand side by side unless one corrects the other', () => {
  const state = { status: 'posted', voucher: { number: '1001', date: '2026-11-21' } } as const
  const corrects = { revision: 1, reference: 'BB27842DZ3V0HVHP', voucherNumber: '1001' }
  const first = aSyncRecord(state)
  const beside = aSyncRecord(state, { revision: 2 })
  const correction = aSyncRecord(state, { revision: 2, corrects })
  expect(secondRevision(beside, [first, beside])?.kind).toBe('second_revision')
  expect(secondRevision(correction, [correction, first])).toBeUndefined()
})

test('a voucher that the ledger holds more than once is an alarm, whether the record was posted or not', () => {
  const failure = { ...aFailure('different_in_ledger'), code: 'ledger.twice' }
  const answer: Answer = {
    attempt: 2,
    connector: 'dynamics',
    outcome: { kind: 'refused', failure },
  }
  const fresh = settle(aSyncRecord({ status: 'sending' }), answer, context)
  expect(fresh).toMatchObject({ value: { record: { state: { status: 'failed' } } } })
  expect(alarmOf(fresh)).toMatchObject({ kind: 'second_voucher', vouchers: [] })
  const posted = settle(aSyncRecord({ status: 'posted', voucher }), answer, context)
  expect(alarmOf(posted)).toMatchObject({ kind: 'second_voucher', vouchers: ['1001'] })
})
