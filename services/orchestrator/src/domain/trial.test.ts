import { describe, expect, test } from 'vitest'
import { aFailure, after, anOrganization, aSyncRecord, start } from '#testing/builders.ts'
import type { Organization } from './organization.ts'
import type { RecordState, SyncRecord } from './record.ts'
import { begun, followed, triedAgain, waived } from './follow-trial.ts'
import { awaitsTrial, isTrialDue, trialBy } from './trial.ts'

const sending = aSyncRecord({ status: 'sending' })
const due = anOrganization({ trial: { version: 7, kind: 'due', refused: 0 } })
const sent = begun(due, sending, start)
const voucher = { number: 'V-1', date: '2026-11-21' }
const different = aFailure('different_in_ledger', {
  message: 'Account 7140 is missing.',
})
const become = (state: RecordState): SyncRecord => ({ ...sending, state })
const follow = (organization: Organization, state: RecordState) =>
  followed(organization, become(state), after(1_000))

describe('BOOKS-4: what becomes of the trial', () => {
  test.each<[string, RecordState, object]>([
    ['posted', { status: 'posted', voucher }, { kind: 'proven', voucherNumber: 'V-1' }],
    ['delivered', { status: 'delivered', voucher }, { kind: 'proven', voucherNumber: 'V-1' }],
    [
      'different in the ledger',
      { status: 'failed', failure: different },
      { kind: 'failed', difference: { code: 'different_in_ledger.code' } },
    ],
    [
      'accepted but not seen',
      { status: 'failed', failure: aFailure('accepted_unseen') },
      { kind: 'failed' },
    ],
    [
      'refused for its own fault',
      { status: 'failed', failure: aFailure('data') },
      { kind: 'due', refused: 1 },
    ],
    [
      'tried again later',
      { status: 'retry_scheduled', failure: aFailure('transient'), nextAttemptAt: after(9_000) },
      { kind: 'due', refused: 0, notBefore: after(9_000).toISOString() },
    ],
    ['back unsent', { status: 'pending', lastRound: 0 }, { kind: 'due', refused: 0 }],
    ['handled', { status: 'handled', reason: 'by_person' }, { kind: 'due', refused: 0 }],
    ['in doubt', { status: 'sending', doubt: aFailure('transient') }, { kind: 'sent' }],
  ])('%s', (_, state, trial) => {
    expect(follow(sent, state).trial).toMatchObject(trial)
  })

  test('what is different is said in words that name the account, and no probe ends it', () => {
    const { suspension } = follow(sent, { status: 'failed', failure: different })
    expect(suspension).toMatchObject({ byTrial: true, cause: { class: 'different_in_ledger' } })
    expect(suspension?.cause.message).toContain('Account 7140 is missing.')
    expect(suspension?.cause.message).toContain(sending.reference)
    expect(suspension?.probeAt).toBeUndefined()
  })

  test('a doubt suspends until the answer', () => {
    const doubted = follow(sent, { status: 'sending', doubt: aFailure('transient') })
    expect(doubted.suspension).toMatchObject({ byTrial: true })
    expect(follow(doubted, { status: 'posted', voucher }).suspension).toBeUndefined()
  })

  test('what waits is looked at once more when the trial is proven', () => {
    expect(follow(sent, { status: 'posted', voucher }).round).toBe(due.round + 1)
  })

  test('after five refusals in a row a person looks', () => {
    let organization = due
    for (let times = 0; times < 5; times++)
      organization = follow(begun(organization, sending, start), {
        status: 'failed',
        failure: aFailure('data'),
      })
    expect(organization.trial).toMatchObject({ kind: 'failed' })
    expect(organization.suspension?.cause.message).toMatch(/^5 records went first/)
  })

  test('a delivered trial that is thrown away in the ledger stops the connector', () => {
    const proven = follow(sent, { status: 'delivered', voucher })
    const gone = { status: 'failed', failure: aFailure('rejected_in_ledger') } as const
    expect(follow(proven, gone)).toMatchObject({
      trial: { kind: 'failed' },
      suspension: { byTrial: true },
    })
  })

  test('other records say nothing of it', () => {
    const other = { ...become({ status: 'posted', voucher }), recordId: 'r-2' }
    expect(followed(sent, other, start)).toBe(sent)
  })
})

describe('BOOKS-4: when a record waits for the trial', () => {
  test.each<[string, Organization, boolean]>([
    ['none is asked for', anOrganization(), false],
    ['the trial is due', due, false],
    ['the trial is under way', sent, true],
    ['the trial failed', follow(sent, { status: 'failed', failure: different }), true],
    ['the trial is proven', follow(sent, { status: 'posted', voucher }), false],
    [
      'the trial was waived',
      waived(sent, { by: 'u-7', at: start.toISOString(), reason: 'Known.' }),
      false,
    ],
  ])('%s', (_, organization, waits) => {
    expect(awaitsTrial(organization)).toBe(waits)
  })

  test('a pause ends', () => {
    const nextAttemptAt = after(9_000)
    const failure = aFailure('transient')
    const paused = follow(sent, { status: 'retry_scheduled', failure, nextAttemptAt })
    expect(awaitsTrial(paused)).toBe(true)
    expect(isTrialDue(paused, after(8_999))).toBe(false)
    expect(isTrialDue(paused, nextAttemptAt)).toBe(true)
  })
})

describe('BOOKS-4: a person', () => {
  const failed = follow(sent, { status: 'failed', failure: different })

  test('has another record go first', () => {
    const again = triedAgain(failed, start)
    expect(again.trial).toMatchObject({ kind: 'due', refused: 0 })
    expect(again.suspension).toBeUndefined()
    expect(again.round).toBe(failed.round + 1)
  })

  test('has no second one sent beside a trial in doubt', () => {
    const doubted = follow(sent, { status: 'sending', doubt: aFailure('transient') })
    expect(triedAgain(doubted, start)).toEqual(doubted)
  })

  test('waives it', () => {
    const open = waived(failed, { by: 'u-7', at: start.toISOString(), reason: 'Known.' })
    expect(open.trial).toMatchObject({ kind: 'waived', version: 7, by: 'u-7', reason: 'Known.' })
    expect(open.suspension).toBeUndefined()
  })
})

describe('BOOKS-4: by new settings', () => {
  const waiver = { by: 'u-7', at: '2026-11-21T10:00:00Z', reason: 'Known.' }
  test.each<[string, Parameters<typeof trialBy>, object | undefined]>([
    ['none is asked for', [due.trial, undefined], undefined],
    ['the first one', [undefined, { version: 8 }], { version: 8, kind: 'due' }],
    ['the same one', [sent.trial, { version: 7 }], sent.trial],
    ['another one', [sent.trial, { version: 8 }], { version: 8, kind: 'due', refused: 0 }],
    ['a waived one', [undefined, { version: 8, waived: waiver }], { kind: 'waived', ...waiver }],
  ])('%s', (_, given, expected) => {
    expect({ trial: trialBy(...given) }).toMatchObject({ trial: expected })
  })
})
