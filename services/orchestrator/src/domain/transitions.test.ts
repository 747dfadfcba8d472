import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { describe, expect, test } from 'vitest'
import {
  aConnector,
  aFailure,
  after,
  anOrganization,
  aSyncRecord,
  policy,
  start,
} from '#testing/builders.ts'
import { markHandled, sayInLedger, sayNotInLedger, unmark } from './mark.ts'
import { knownSince } from './organization.ts'
import { tellOverdue } from './overdue.ts'
import { type RecordState, type SyncRecord } from './record.ts'
import { settle } from './settle.ts'
import type { PostingOutcome } from '@bilagsbro/booking/posting-outcome'
import {
  awaitRevision,
  fail,
  handle,
  hold,
  requeue,
  requestAgain,
  retry,
  send,
  withdraw,
  type Step,
} from './transitions.ts'

const now = after(1_000)
const voucher = { number: '1001', date: '2026-11-21' }
const failure = aFailure('transient')
const word = { by: 'u-7', note: 'Booked by hand.', voucherNumber: '10412' }
const sending = {
  connector: aConnector(),
  mappingVersion: 4,
  configured: 6,
  round: 7,
  runId: 'run-2',
  priority: 'normal' as const,
  voucher: { postingDate: '2026-11-21', currency: 'NOK', description: 'x', lines: [] },
}

const states = {
  pending: { status: 'pending', lastRound: 0 },
  held: { status: 'pending', held: { code: 'connector_disabled' }, lastRound: 4 },
  awaiting: {
    status: 'pending',
    held: { code: 'awaiting_revision' },
    lastRound: 'awaits_revision',
  },
  'awaiting its period': {
    status: 'pending',
    held: { code: 'period_closed', postingDate: '2026-11-21' },
    lastRound: 4,
  },
  sending: { status: 'sending' },
  'in doubt': { status: 'sending', doubt: failure },
  'sent into a closed period': { status: 'sending', held: { code: 'period_closed' }, lastRound: 4 },
  delivered: { status: 'delivered', voucher },
  overdue: { status: 'delivered', voucher, isOverdue: true },
  posted: { status: 'posted', voucher },
  'retry later': { status: 'retry_scheduled', failure, nextAttemptAt: after(2_000) },
  'retry due': { status: 'retry_scheduled', failure, nextAttemptAt: now },
  failed: { status: 'failed', failure },
  'failed without its ledger': { status: 'failed', failure, againAt: after(3_000) },
  'failed after an unproven one': {
    status: 'failed',
    failure: aFailure('data', { code: 'revision.earlier_unproven' }),
  },
  rejected: { status: 'failed', failure: aFailure('rejected_in_ledger') },
  different: { status: 'failed', failure: aFailure('different_in_ledger') },
  unseen: { status: 'failed', failure: aFailure('accepted_unseen') },
  'in doubt again': {
    status: 'failed',
    failure: aFailure('accepted_unseen', { code: 'posting.spoken_for' }),
  },
  handled: { status: 'handled', reason: 'superseded' },
  'handled by hand': { status: 'handled', reason: 'by_person' },
  'marked, failed': {
    status: 'handled',
    reason: 'by_person',
    before: { status: 'failed', failure },
  },
  'marked, rejected': {
    status: 'handled',
    reason: 'by_person',
    before: { status: 'failed', failure: aFailure('rejected_in_ledger') },
  },
  'marked, delivered': {
    status: 'handled',
    reason: 'by_person',
    before: { status: 'delivered', voucher },
  },
} satisfies Record<string, RecordState>

const answer =
  (outcome: PostingOutcome, attempt = 2) =>
  (record: SyncRecord) =>
    settle(
      record,
      { attempt, connector: 'dynamics', outcome },
      { retry: policy.retry, now, random: () => 0.5 },
    )

const refused = (kind: Parameters<typeof aFailure>[0]) =>
  ({ kind: 'refused', failure: aFailure(kind) }) as const
const returned = (
  reason: 'withdrawn' | 'lane_stopped',
  failed?: typeof failure,
): PostingOutcome => ({
  kind: 'returned',
  reason,
  failure: failed,
})

const inputs: Record<string, (record: SyncRecord) => Result<Step, Refusal>> = {
  send: (record) => send(record, sending, now),
  'request again': (record) => requestAgain(record, sending, now),
  withdraw: (record) => withdraw(record, now),
  hold: (record) => hold(record, { code: 'not_configured' }, 5, now),
  'await revision': (record) => awaitRevision(record, { code: 'awaiting_revision' }, now),
  requeue,
  retry: (record) => retry(record, { runId: 'run-9' }, now),
  'retry by itself': (record) => retry(record, 'itself', now),
  fail: (record) => fail(record, aFailure('data'), now),
  handle: (record) => handle(record, 'superseded', now),
  'tell that it is overdue': (record) => tellOverdue(record, now),
  'mark as handled': (record) => markHandled(record, word, now),
  'take back the mark': (record) => unmark(record, anOrganization(), word, now),
  'say that it is in the ledger': (record) => sayInLedger(record, word, now),
  'say that it is not there': (record) => sayNotInLedger(record, word, now),
  posted: answer({ kind: 'posted', voucher }),
  'posted, earlier attempt': answer({ kind: 'posted', voucher }, 1),
  'posted as another voucher': answer({ kind: 'posted', voucher: { ...voucher, number: '1002' } }),
  delivered: answer({ kind: 'delivered', voucher }),
  'delivered as another voucher': answer({
    kind: 'delivered',
    voucher: { ...voucher, number: '1002' },
  }),
  'delivered, later attempt': answer({ kind: 'delivered', voucher }, 3),
  'refused: transient': answer(refused('transient')),
  'refused: transient, earlier attempt': answer(refused('transient'), 1),
  'refused: transient, later attempt': answer(refused('transient'), 3),
  'refused: rate_limited': answer(refused('rate_limited')),
  'refused: auth': answer(refused('auth')),
  'refused: unreachable': answer(refused('unreachable')),
  'refused: config': answer(refused('config')),
  'refused: data': answer(refused('data')),
  'refused: period_closed': answer(refused('period_closed')),
  'refused: awaiting_approval': answer(refused('awaiting_approval')),
  'refused: rejected_in_ledger': answer(refused('rejected_in_ledger')),
  'refused: different_in_ledger': answer(refused('different_in_ledger')),
  'refused: different_in_ledger, earlier attempt': answer(refused('different_in_ledger'), 1),
  'refused: accepted_unseen': answer(refused('accepted_unseen')),
  'refused: rejected_in_ledger, earlier attempt': answer(refused('rejected_in_ledger'), 1),
  'returned: withdrawn': answer(returned('withdrawn')),
  'returned: lane stopped': answer(returned('lane_stopped')),
  'returned: lane stopped, auth': answer(returned('lane_stopped', aFailure('auth'))),
  'returned, earlier attempt': answer(returned('withdrawn'), 1),
  'in doubt': answer({ kind: 'in_doubt', failure }),
  'in doubt, later attempt': answer({ kind: 'in_doubt', failure }, 3),
}

type StateName = keyof typeof states
const waiting: StateName[] = ['pending', 'held', 'awaiting its period', 'retry due']
const unsent: StateName[] = [...waiting, 'awaiting', 'retry later']
const sent: StateName[] = ['sending', 'sent into a closed period']
const onItsWay: StateName[] = [...sent, 'in doubt']
const provenFailed: StateName[] = [
  'failed',
  'failed without its ledger',
  'failed after an unproven one',
]
const failed: StateName[] = [...provenFailed, 'rejected', 'different', 'unseen', 'in doubt again']
const forRetry: StateName[] = ['failed', 'failed without its ledger', 'awaiting its period']
const notInLedger: StateName[] = [...unsent, ...onItsWay, ...failed]
const unproven = (outcome: string) =>
  row(
    'record.stale_answer',
    [[...onItsWay, 'delivered', 'overdue'], outcome],
    [['marked, delivered'], 'handled:'],
  )
const answered = (outcome: string) => row('record.stale_answer', [onItsWay, outcome])
const row = (otherwise: string, ...cases: [StateName[], string][]) => ({ otherwise, cases })

/** For every input: what becomes of which states, with what is told; everything else is refused with the code. */
const table: Record<string, ReturnType<typeof row>> = {
  send: row('record.not_waiting', [waiting, 'sending: requested']),
  'request again': row('record.not_sending', [onItsWay, 'sending: requested']),
  withdraw: row('record.not_sending', [onItsWay, 'sending: withdrawn']),
  hold: row('record.not_waiting', [waiting, 'pending: queued']),
  'await revision': row(
    'record.not_waiting',
    [[...waiting, 'retry later'], 'pending: queued'],
    [['awaiting'], 'pending:'],
  ),
  requeue: row('record.not_waiting', [
    ['pending', 'held', 'awaiting its period', 'awaiting'],
    'pending:',
  ]),
  retry: row('record.not_for_retry', [forRetry, 'pending: queued']),
  'retry by itself': row('record.not_for_retry', [forRetry, 'pending: queued']),
  fail: row('record.not_waiting', [unsent, 'failed: failed']),
  handle: row('record.not_unsent', [[...unsent, ...provenFailed], 'handled: handled withdrawn']),
  'tell that it is overdue': row('record.not_waiting_there', [['delivered'], 'delivered: overdue']),
  'mark as handled': row(
    'record.not_unsent',
    [[...unsent, ...failed], 'handled: handled withdrawn'],
    [['delivered', 'overdue'], 'handled: handled'],
  ),
  'take back the mark': row(
    'record.not_handled',
    [['handled'], 'record.superseded'],
    [['handled by hand'], 'pending: queued'],
    [['marked, failed', 'marked, rejected'], 'failed: queued failed'],
    [['marked, delivered'], 'delivered: queued succeeded'],
  ),
  'say that it is in the ledger': row('record.not_in_doubt', [
    ['in doubt', 'rejected', 'different', 'unseen', 'in doubt again'],
    'handled: handled withdrawn',
  ]),
  'say that it is not there': row(
    'record.not_in_doubt',
    [['rejected', 'different', 'unseen'], 'pending: queued withdrawn'],
    [['in doubt', 'in doubt again'], 'sending: queued withdrawn'],
  ),
  posted: row('posted: succeeded', [['posted'], 'record.already_in_ledger']),
  'posted, earlier attempt': row('posted: succeeded', [['posted'], 'record.already_in_ledger']),
  'posted as another voucher': row('posted: succeeded', [['posted'], 'record.second_voucher']),
  delivered: row(
    'delivered: succeeded',
    [['posted', 'delivered', 'overdue', 'marked, delivered'], 'record.already_in_ledger'],
    [['rejected', 'different', 'marked, rejected'], 'record.already_rejected'],
  ),
  'delivered as another voucher': row(
    'delivered: succeeded',
    [['posted'], 'record.already_in_ledger'],
    [['delivered', 'overdue', 'marked, delivered'], 'record.second_voucher'],
    [['rejected', 'different', 'marked, rejected'], 'record.already_rejected'],
  ),
  'delivered, later attempt': row('delivered: succeeded', [
    ['posted', 'delivered', 'overdue', 'marked, delivered'],
    'record.already_in_ledger',
  ]),
  'refused: transient': answered('retry_scheduled: failed'),
  'refused: transient, earlier attempt': row('record.stale_answer'),
  'refused: transient, later attempt': row('record.stale_answer', [
    notInLedger,
    'retry_scheduled: failed',
  ]),
  'refused: rate_limited': answered('retry_scheduled: failed'),
  'refused: auth': answered('pending:'),
  'refused: unreachable': answered('pending:'),
  'refused: config': answered('pending:'),
  'refused: data': answered('failed: failed'),
  'refused: period_closed': row(
    'record.stale_answer',
    [['sent into a closed period'], 'pending:'],
    [onItsWay, 'pending: queued'],
  ),
  'refused: awaiting_approval': answered('failed: failed'),
  'refused: rejected_in_ledger': unproven('failed: failed'),
  'refused: different_in_ledger': row(
    'record.stale_answer',
    [[...onItsWay, 'delivered', 'overdue'], 'failed: failed'],
    [['marked, delivered'], 'handled:'],
    [['posted'], 'record.posted_differently'],
  ),
  'refused: different_in_ledger, earlier attempt': row('record.stale_answer', [
    ['posted'],
    'record.posted_differently',
  ]),
  'refused: accepted_unseen': unproven('failed: failed'),
  'refused: rejected_in_ledger, earlier attempt': row('record.stale_answer'),
  'returned: withdrawn': answered('pending:'),
  'returned: lane stopped': answered('retry_scheduled:'),
  'returned: lane stopped, auth': answered('pending:'),
  'returned, earlier attempt': row('record.stale_answer'),
  'in doubt': row(
    'record.stale_answer',
    [sent, 'sending: queued'],
    [['in doubt'], 'record.already_in_doubt'],
  ),
  'in doubt, later attempt': row(
    'record.stale_answer',
    [[...unsent, ...failed, ...sent], 'sending: queued'],
    [['in doubt'], 'record.already_in_doubt'],
  ),
}

const expected = (input: string, state: StateName) =>
  table[input]!.cases.find(([names]) => names.includes(state))?.[1] ?? table[input]!.otherwise

function outcomeOf(result: Result<Step, Refusal>): string {
  if (!result.ok) return result.error.code
  const { record, facts } = result.value
  return `${record.state.status}: ${facts.map(({ kind }) => kind).join(' ')}`.replace(/: $/, ':')
}

describe.each(Object.keys(inputs))('on "%s"', (input) => {
  test.each(Object.keys(states) as StateName[])('a record that is %s', (state) => {
    const record = aSyncRecord(states[state])
    const result = inputs[input]!(record)
    expect(outcomeOf(result)).toBe(expected(input, state))
    expect(record).toEqual(aSyncRecord(states[state]))
    if (!result.ok) return
    const told = result.value.facts.some(({ kind }) => kind !== 'requested' && kind !== 'withdrawn')
    expect(result.value.record.sequence > record.sequence).toBe(told)
  })
})

test('every input has its row, and every row its input', () => {
  expect(Object.keys(table)).toEqual(Object.keys(inputs))
})

test('RETRY-5: of what is in doubt again no other attempt goes before the adapter has given the first one back', () => {
  const again = aSyncRecord(states['in doubt again'])
  const said = sayNotInLedger(again, word, now)
  const record = said.ok ? said.value.record : again
  expect(record).toMatchObject({
    attempt: again.attempt,
    state: { status: 'sending', doubt: states['in doubt again'].failure },
  })
  expect(said.ok && said.value.facts).toContainEqual(
    expect.objectContaining({ kind: 'withdrawn', notInLedger: true }),
  )
  expect(outcomeOf(send(record, sending, now))).toBe('record.not_waiting')
  expect(outcomeOf(answer(returned('withdrawn'))(record))).toBe('pending:')
})

describe('attempts', () => {
  const sendingRecord = (failures: number) => aSyncRecord({ status: 'sending' }, { failures })
  const failuresAfter = (record: SyncRecord, outcome: PostingOutcome) => {
    const result = answer(outcome)(record)
    return result.ok ? result.value.record.failures : undefined
  }

  test('NOTE-1 each failed attempt waits four times as long as the one before, and the fifth is the last', () => {
    const waits = [0, 1, 2, 3, 4].map((failures) => {
      const result = answer(refused('transient'))(sendingRecord(failures))
      const state = result.ok && result.value.record.state
      return state && state.status === 'retry_scheduled'
        ? (state.nextAttemptAt.getTime() - now.getTime()) / 1_000
        : state && state.status
    })
    expect(waits).toEqual([30, 120, 480, 1920, 'failed'])
  })

  test('only a transient failure uses one up', () => {
    expect(failuresAfter(sendingRecord(1), refused('transient'))).toBe(2)
    for (const kind of ['rate_limited', 'auth', 'unreachable', 'config', 'period_closed'] as const)
      expect(failuresAfter(sendingRecord(1), refused(kind))).toBe(1)
    expect(failuresAfter(sendingRecord(1), returned('withdrawn'))).toBe(1)
    expect(failuresAfter(sendingRecord(1), returned('lane_stopped'))).toBe(1)
  })

  test('sending again counts on, so that an answer always names one sending', () => {
    const result = send(aSyncRecord(states.pending), sending, now)
    expect(result.ok && result.value.record).toMatchObject({
      attempt: 3,
      runId: 'run-2',
      mappingVersion: 4,
      targetFingerprint: 'target-1',
      requestedAt: now,
    })
    const again = requestAgain(aSyncRecord(states.sending), sending, now)
    expect(again.ok && again.value.record.attempt).toBe(2)
  })

  test('an answer to a later attempt, from before a rebuild, is taken over with its number', () => {
    const result = answer(refused('transient'), 9)(aSyncRecord(states.sending))
    expect(result.ok && result.value.record.attempt).toBe(9)
  })

  test('a throttled record waits as it was told', () => {
    const told = after(90_000)
    const outcome = {
      kind: 'refused',
      failure: aFailure('rate_limited', { retryAfter: told.toISOString() }),
    } as const
    const result = answer(outcome)(aSyncRecord(states.sending))
    expect(result.ok && result.value.record.state).toMatchObject({ nextAttemptAt: told })
  })
})

describe('nobody can have asked for a voucher before', () => {
  const first = aSyncRecord(states.pending, { attempt: 0, approvedAt: after(500) })
  const saidOf = (result: Result<Step, Refusal>) =>
    result.ok
      ? result.value.facts.flatMap((fact) => (fact.kind === 'requested' ? [fact.unsentBefore] : []))
      : result
  const known = { ...sending, knownSince: after(500) }

  test('it is asked for the first time, and its record was approved when all requests are known', () => {
    expect(saidOf(send(first, known, now))).toEqual([after(500)])
  })

  test.each<[string, Partial<SyncRecord>, Partial<typeof known> & { trial?: number }]>([
    ['was approved before the database was born', {}, { knownSince: after(501) }],
    ['was sent before', { attempt: 1 }, {}],
    ['is the trial, which is to be seen', {}, { trial: 4 }],
  ])('but not where it %s', (_, record, given) => {
    expect(saidOf(send({ ...first, ...record }, { ...known, ...given }, now))).toEqual([undefined])
  })

  test('nor where it is asked for again', () => {
    const sent = aSyncRecord(states.sending, { attempt: 1, approvedAt: after(500) })
    expect(saidOf(requestAgain(sent, known, now))).toEqual([undefined])
  })

  test('nor before the last change of the ledger, or of what opens it', () => {
    const changed = anOrganization({ credentialsChangedAt: after(900) })
    expect(knownSince(changed, after(500))).toEqual(after(900))
    expect(knownSince(changed, after(1_000))).toEqual(after(1_000))
    expect(knownSince(anOrganization(), after(500))).toEqual(after(500))
  })
})

test('what met a closed period waits as it was sent, is told once, and is looked at again with the next round', () => {
  const closed = (record: SyncRecord, postingDate?: string) =>
    settle(
      record,
      { attempt: record.attempt, connector: 'dynamics', outcome: refused('period_closed') },
      { retry: policy.retry, now, random: () => 0.5, postingDate },
    )
  const sent = send(aSyncRecord(states.pending), sending, now)
  const first = sent.ok ? closed(sent.value.record, '2026-11-21') : sent
  const reason = { code: 'period_closed', postingDate: '2026-11-21' }
  expect(first).toMatchObject({
    value: {
      record: { failures: 1, state: { status: 'pending', held: reason, lastRound: 7 } },
      facts: [{ kind: 'queued', reason }],
      verdict: { kind: 'works' },
    },
  })
  const again = first.ok ? send(first.value.record, { ...sending, round: 8 }, now) : first
  const second = again.ok ? closed(again.value.record, '2026-11-21') : again
  expect(second).toMatchObject({
    value: { record: { state: { held: reason, lastRound: 8 } }, facts: [] },
  })
  const doubted = again.ok
    ? settle(
        again.value.record,
        {
          attempt: again.value.record.attempt,
          connector: 'dynamics',
          outcome: { kind: 'in_doubt', failure },
        },
        { retry: policy.retry, now, random: () => 0.5 },
      )
    : again
  expect(doubted.ok && closed(doubted.value.record, '2026-11-21')).toMatchObject({
    value: { record: { state: { lastRound: 8 } }, facts: [{ kind: 'queued' }] },
  })
  const other = again.ok ? closed(again.value.record, '2026-12-01') : again
  expect(other).toMatchObject({ value: { facts: [{ kind: 'queued' }] } })
})

test('what a record waits for is told once per reason', () => {
  const held = hold(aSyncRecord(states.held), { code: 'connector_disabled' }, 9, now)
  expect(held).toMatchObject({
    ok: true,
    value: { facts: [], record: { state: { lastRound: 9 } } },
  })
  const missing = (...categories: string[]) => ({ code: 'mapping_missing', categories }) as const
  const first = hold(aSyncRecord(states.pending), missing('taxi'), 1, start)
  const other = first.ok && hold(first.value.record, missing('food'), 2, now)
  expect(other && other.ok && other.value.facts).toHaveLength(1)
})
