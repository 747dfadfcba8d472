import { expect, test } from 'vitest'
import { aFailure, after, aSyncRecord, start } from '#testing/builders.ts'
import { noRound, type RecordState, type SyncRecord } from './record.ts'
import { reconcile, unwanted } from './revisions.ts'

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
  rejected: { status: 'failed', failure: aFailure('rejected_in_ledger') },
  different: { status: 'failed', failure: aFailure('different_in_ledger') },
  unseen: { status: 'failed', failure: aFailure('accepted_unseen') },
  'by hand': { status: 'handled', reason: 'by_person' },
} satisfies Record<string, RecordState>
type Name = keyof typeof states

const revisions = (...names: Name[]): SyncRecord[] =>
  names.map((name, at) => aSyncRecord(states[name], { revision: at + 1 }))

function nameOf({ state }: SyncRecord): string {
  if (state.status === 'pending')
    return state.lastRound === 'awaits_revision' ? 'awaiting' : 'pending'
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
    ['posted', 'revision.already_posted'],
  ],
  [
    ['delivered', 'pending'],
    ['delivered', 'revision.already_posted'],
  ],
  [
    ['sending', 'awaiting', 'pending'],
    ['sending', 'handled', 'awaiting'],
  ],
  [
    ['posted', 'failed', 'pending'],
    ['posted', 'handled', 'revision.already_posted'],
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
    ['posted', 'revision.already_posted'],
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
    ['posted', 'revision.already_posted'],
  ],
  // What may be in the ledger is not superseded, and nothing is booked beside it.
  ...(['rejected', 'different', 'unseen', 'by hand'] as const).flatMap(
    (name): [Name[], string[]][] => {
      const stays = nameOf(aSyncRecord(states[name]))
      return [
        [
          [name, 'pending'],
          [stays, 'revision.earlier_unproven'],
        ],
        [
          [name, 'awaiting'],
          [stays, 'revision.earlier_unproven'],
        ],
        [
          [name, 'retry', 'pending'],
          [stays, 'handled', 'revision.earlier_unproven'],
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
  [['handled', 'sending'], []],
  [['sending', 'awaiting', 'posted'], [1]],
  [['different', 'sending'], [2]],
  [['unseen', 'sending'], [2]],
  [['by hand', 'sending'], [2]],
])('of revisions that are %j, %j are asked back', (before, expected) => {
  expect(unwanted(revisions(...before)).map(({ revision }) => revision)).toEqual(expected)
})
