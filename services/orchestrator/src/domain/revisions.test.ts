import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aFailure, after, aSyncRecord, start } from '#testing/builders.ts'
import { noRound, type RecordState, type SyncRecord } from './record.ts'
import { courseOf, isChain, reconcile, unwanted } from './revisions.ts'

const now = after(1_000)
const voucher = { number: '1001', date: '2026-11-21' }
const states = {
  pending: { status: 'pending', lastRound: noRound },
  awaiting: {
    status: 'pending',
    held: { code: 'awaiting_revision' },
    lastRound: 'awaits_revision',
  },
  sending: { status: 'sending' },
  delivered: { status: 'delivered', voucher },
  posted: { status: 'posted', voucher },
  retry: { status: 'retry_scheduled', failure: aFailure('transient'), nextAttemptAt: start },
  failed: { status: 'failed', failure: aFailure('data') },
  handled: { status: 'handled', reason: 'superseded' },
  withdrawn: { status: 'handled', reason: 'withdrawn' },
  rejected: { status: 'failed', failure: aFailure('rejected_in_ledger') },
  different: { status: 'failed', failure: aFailure('different_in_ledger') },
  unseen: { status: 'failed', failure: aFailure('accepted_unseen') },
  blocked: { status: 'failed', failure: aFailure('data', { code: 'revision.earlier_by_hand' }) },
  'by hand': { status: 'handled', reason: 'by_person' },
} satisfies Record<string, RecordState>
type Name =
  | keyof typeof states
  | `withdrawal ${keyof typeof states}`
  | `${number} ${'posted' | 'sending'}`

/** `withdrawal pending` withdraws; `1 posted` was posted as the correction of revision 1. */
const revisions = (...names: Name[]): SyncRecord[] =>
  names.map((name, at) => {
    const state = states[name.split(' ').at(-1) as keyof typeof states] ?? states['by hand']
    const corrected = Number.parseInt(name, 10)
    const isWithdrawal = name.startsWith('withdrawal ') || undefined
    const corrects = corrected > 0 ? correctedVoucher(corrected) : undefined
    return aSyncRecord(state, { revision: at + 1, isWithdrawal, corrects })
  })

const correctedVoucher = (revision: number) => ({
  revision,
  reference: 'BB27842DZ3V0HVHP',
  voucherNumber: '1001',
})

function nameOf({ state }: SyncRecord): string {
  if (state.status === 'pending') {
    if (state.lastRound !== 'awaits_revision') return 'pending'
    return state.held?.code === 'revision_unproven' ? `unproven ${state.held.revision}` : 'awaiting'
  }
  if (state.status === 'failed') return state.failure.code
  return state.status
}

function settled(records: SyncRecord[]): SyncRecord[] {
  const steps = reconcile(records, now)
  return records.map(
    (record) => steps.find((step) => step.record.revision === record.revision)?.record ?? record,
  )
}

test.each<[Name[], string[]]>([
  [['pending'], ['pending']],
  [
    ['pending', 'pending'],
    ['handled', 'pending'],
  ],
  [
    ['retry', 'pending'],
    ['handled', 'pending'],
  ],
  [
    ['failed', 'pending'],
    ['handled', 'pending'],
  ],
  [
    ['handled', 'pending'],
    ['handled', 'pending'],
  ],
  [
    ['sending', 'pending'],
    ['sending', 'awaiting'],
  ],
  [
    ['posted', 'pending'],
    ['posted', 'pending'],
  ],
  [
    ['delivered', 'pending'],
    ['delivered', 'awaiting'],
  ],
  [
    ['sending', 'awaiting', 'pending'],
    ['sending', 'handled', 'awaiting'],
  ],
  [
    ['posted', 'failed', 'pending'],
    ['posted', 'handled', 'pending'],
  ],
  // What settles lets the next one go, or holds it for a person.
  [
    ['pending', 'awaiting'],
    ['handled', 'pending'],
  ],
  [
    ['failed', 'awaiting'],
    ['handled', 'pending'],
  ],
  [
    ['handled', 'awaiting'],
    ['handled', 'pending'],
  ],
  [
    ['posted', 'awaiting'],
    ['posted', 'pending'],
  ],
  [
    ['sending', 'awaiting'],
    ['sending', 'awaiting'],
  ],
  // A lower one that comes late is superseded at once, whatever the higher one is.
  [
    ['pending', 'sending'],
    ['handled', 'sending'],
  ],
  [
    ['pending', 'posted'],
    ['handled', 'posted'],
  ],
  [
    ['pending', 'failed'],
    ['handled', 'data.code'],
  ],
  [
    ['posted', 'sending'],
    ['posted', 'sending'],
  ],
  [
    ['posted', 'retry'],
    ['posted', 'retry_scheduled'],
  ],
  // A chain of corrections is corrected at its end; two vouchers side by side are for a person.
  [
    ['posted', '1 posted', 'pending'],
    ['posted', 'posted', 'pending'],
  ],
  [
    ['posted', 'failed', '1 posted', 'awaiting'],
    ['posted', 'handled', 'posted', 'pending'],
  ],
  [
    ['posted', 'posted', 'pending'],
    ['posted', 'posted', 'revision.earlier_twice'],
  ],
  // A withdrawal is over where nothing is in the ledger, and open again where something is found after all.
  [['withdrawal pending'], ['handled']],
  [
    ['pending', 'withdrawal pending'],
    ['handled', 'handled'],
  ],
  [
    ['failed', 'withdrawal pending'],
    ['handled', 'handled'],
  ],
  [
    ['sending', 'withdrawal pending'],
    ['sending', 'awaiting'],
  ],
  [
    ['posted', 'withdrawal pending'],
    ['posted', 'pending'],
  ],
  [
    ['pending', 'withdrawal withdrawn'],
    ['handled', 'handled'],
  ],
  [
    ['posted', 'withdrawal withdrawn'],
    ['posted', 'pending'],
  ],
  [
    ['sending', 'withdrawal withdrawn'],
    ['sending', 'awaiting'],
  ],
  [
    ['posted', 'withdrawal pending', 'pending'],
    ['posted', 'handled', 'pending'],
  ],
  // It failed for the sake of a mark, which another answer has ended since.
  [
    ['posted', 'blocked'],
    ['posted', 'pending'],
  ],
  [
    ['delivered', 'blocked'],
    ['delivered', 'awaiting'],
  ],
  [
    ['unseen', 'blocked'],
    ['accepted_unseen.code', 'unproven 1'],
  ],
  [
    ['by hand', 'blocked'],
    ['handled', 'revision.earlier_by_hand'],
  ],
  // What may be in the ledger is not superseded. What follows waits for a person's word, or is done by hand as before.
  ...(['rejected', 'different', 'unseen', 'by hand'] as const).flatMap(
    (name): [Name[], string[]][] => {
      const stays = nameOf(aSyncRecord(states[name]))
      const waits = name === 'by hand' ? 'revision.earlier_by_hand' : 'unproven 1'
      return [
        [
          [name, 'pending'],
          [stays, waits],
        ],
        [
          [name, 'awaiting'],
          [stays, waits],
        ],
        [
          [name, 'withdrawal pending'],
          [stays, waits],
        ],
        [
          [name, 'retry', 'pending'],
          [stays, 'handled', waits],
        ],
      ]
    },
  ),
])('revisions that are %j become %j', (before, expected) => {
  const once = settled(revisions(...before))
  expect(once.map(nameOf)).toEqual(expected)
  expect(reconcile(once, now)).toEqual([])
})

test.each<[Name[], number[]]>([
  [['sending'], []],
  [['sending', 'awaiting'], [1]],
  [['posted', 'sending'], [2]],
  [['posted', '1 sending'], []],
  [['posted', '1 sending', 'awaiting'], [2]],
  [['posted', '1 posted', '1 sending'], [3]],
  [['posted', '1 posted', '2 sending'], []],
  [['handled', 'sending'], []],
  [['sending', 'awaiting', 'posted'], [1]],
  [['different', 'sending'], [2]],
  [['unseen', 'sending'], [2]],
  [['by hand', 'sending'], [2]],
])('of revisions that are %j, %j are asked back', (before, expected) => {
  expect(unwanted(revisions(...before)).map(({ revision }) => revision)).toEqual(expected)
})

test('what withdraws names itself as the reason, whatever comes first', () => {
  const [first, second] = revisions('pending', 'withdrawal pending')
  const reasons = reconcile([second!, first!], now).map(({ record: { state } }) => state)
  expect(reasons).toEqual([states.withdrawn, states.withdrawn])
})

test('a course is decided by all other revisions, in whatever order they are known', () => {
  const all = revisions('posted', '1 posted', 'pending')
  const orders = fc.shuffledSubarray(all, { minLength: all.length })
  fc.assert(
    fc.property(orders, (known) => {
      const course = courseOf(all[2]!, known)
      expect(course).toEqual({ kind: 'corrects', earlier: all[1] })
      expect(isChain(known.filter(({ state }) => state.status === 'posted'))).toBe(true)
    }),
  )
})

test('BOOKS-8: what withdraws a record that is taken back in the ledger already is over: nothing stands there', () => {
  const [first, second, third, last] = revisions(
    'posted',
    '1 posted',
    'handled',
    'withdrawal pending',
  )
  const all = [first!, { ...second!, isWithdrawal: true }, third!, last!]
  expect(courseOf(last!, all)).toEqual({ kind: 'withdrawn' })
  expect(settled(all).map(nameOf)).toEqual(['posted', 'posted', 'handled', 'handled'])
  expect(courseOf(last!, [first!, second!, third!, last!]).kind).toBe('corrects')
})

test('TOGGLE-8: what withdraws a revision that was left out asks about that one, until somebody has spoken', () => {
  const [first, second] = revisions('pending', 'withdrawal pending')
  const handled = { status: 'handled', reason: 'before_send_from' } as const
  const leftOut = { ...first!, attempt: 0, state: handled }
  const before = { status: 'failed', failure: aFailure('data') } as const
  const spoken = { ...leftOut, state: { ...handled, reason: 'superseded', before } } as const
  expect(courseOf(second!, [leftOut, second!])).toEqual({ kind: 'withdraws_left_out' })
  expect(reconcile([leftOut, second!], now)).toEqual([])
  expect(courseOf(second!, [spoken, second!])).toEqual({ kind: 'withdrawn' })
})
