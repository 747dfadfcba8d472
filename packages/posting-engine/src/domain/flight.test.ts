import type { Failure } from '@bilagsbro/booking/failure'
import { describe, expect, test } from 'vitest'
import {
  conclude,
  throttleAfterLook,
  leaseMs,
  mayBegin,
  unanswered,
  type VoucherOutcome,
} from './flight.ts'

const now = new Date('2026-11-21T10:00:00Z')
const failure = (of: Failure['class']): Failure => ({ class: of, code: `${of}.x`, message: 'No.' })
const posted: VoucherOutcome = { kind: 'posted', voucher: { number: 'V1', date: '2026-11-21' } }
const refused: VoucherOutcome = { kind: 'refused', failure: failure('data') }
const unsent: VoucherOutcome = { kind: 'unsent' }
const doubtful: VoucherOutcome = { kind: 'in_doubt', failure: failure('transient') }

function concludeAll(
  outcomes: (VoucherOutcome | undefined)[],
  stop?: Failure,
  tries = 0,
  setbacks = 0,
) {
  const flown = outcomes.map((_, at) => ({ reference: `r${at}`, tries }))
  const given = outcomes.flatMap((outcome, at) => (outcome ? [[`r${at}`, outcome] as const] : []))
  const { findings, aftermath } = conclude(flown, new Map(given), stop, now, setbacks)
  return { all: flown.map(({ reference }) => findings.get(reference)), aftermath }
}

describe('a flight that is not stopped', () => {
  test('settles each voucher as it was answered', () => {
    const { all, aftermath } = concludeAll([posted, refused])
    expect(all).toEqual([posted, refused])
    expect(aftermath).toEqual({ kind: 'go_on' })
  })

  test('puts a voucher without an answer in doubt, and pauses the lane', () => {
    const { all, aftermath } = concludeAll([posted, undefined, doubtful])
    expect(all).toEqual([posted, unanswered, doubtful])
    expect(aftermath).toEqual({ kind: 'pause' })
  })

  test('sends those again that came back with a culprit', () => {
    const { all, aftermath } = concludeAll([refused, unsent, unsent])
    expect(all).toEqual([refused, { kind: 'queued', tries: 0 }, { kind: 'queued', tries: 0 }])
    expect(aftermath).toEqual({ kind: 'go_on' })
  })

  test('is halved when it came back whole, and nobody is to blame', () => {
    const half = { kind: 'queued', tries: 0, maxFlightSize: 2 }
    expect(concludeAll([unsent, unsent, unsent]).all).toEqual([half, half, half])
    expect(concludeAll([unsent, unsent]).all).toMatchObject([{ maxFlightSize: 1 }, {}])
  })

  test('of one voucher that came back is that voucher refused', () => {
    expect(concludeAll([unsent]).all).toMatchObject([
      { kind: 'refused', failure: { code: 'voucher.not_accepted' } },
    ])
    expect(concludeAll([{ ...unsent, failure: failure('config') }]).all).toEqual([
      { kind: 'refused', failure: failure('config') },
    ])
  })

  test('waits and tries again when the reason passes, and says so after three times', () => {
    const passing: VoucherOutcome = { kind: 'unsent', failure: failure('transient') }
    const first = concludeAll([passing, passing])
    expect(first.all).toEqual([
      { kind: 'queued', tries: 1 },
      { kind: 'queued', tries: 1 },
    ])
    expect(first.aftermath).toEqual({ kind: 'pause' })
    expect(concludeAll([passing], undefined, 2).all).toEqual([
      { kind: 'refused', failure: failure('transient') },
    ])
  })

  test('is halved as well when sending it took too long', () => {
    const late: VoucherOutcome = {
      kind: 'unsent',
      failure: { ...failure('transient'), code: 'vendor.timeout' },
    }
    const half = { kind: 'queued', tries: 1, maxFlightSize: 2 }
    expect(concludeAll([late, late, late]).all).toEqual([half, half, half])
    expect(concludeAll([late]).all).toEqual([{ kind: 'queued', tries: 1 }])
  })

  test('whose reason does not pass is halved, before the one that stands alone answers for it', () => {
    const passing: VoucherOutcome = { kind: 'unsent', failure: failure('transient') }
    expect(concludeAll([passing, passing, passing], undefined, 2).all[0]).toEqual({
      kind: 'queued',
      tries: 2,
      maxFlightSize: 2,
    })
  })

  test('treats a transient stop as a reason that passes', () => {
    const { all, aftermath } = concludeAll([unsent], failure('transient'), 2)
    expect(all).toEqual([{ kind: 'refused', failure: failure('transient') }])
    expect(aftermath).toEqual({ kind: 'pause' })
  })
})

describe('an accounting system that answers nothing well', () => {
  const passing: VoucherOutcome = { kind: 'unsent', failure: failure('transient') }
  const away = { class: 'unreachable', code: 'ledger.away' }

  test('for three flights in a row is away: what is unsent is returned, and no attempt is used up', () => {
    const second = concludeAll([passing, passing], undefined, 1, 1)
    expect(second.aftermath).toEqual({ kind: 'pause' })
    const { all, aftermath } = concludeAll([passing, passing, doubtful], undefined, 2, 2)
    expect(aftermath).toMatchObject({ kind: 'stop', failure: away, isAway: true })
    expect(all[0]).toMatchObject({ kind: 'returned', reason: 'lane_stopped', failure: away })
    expect(all[2]).toEqual(doubtful)
  })

  test('is away again at once while that goes on', () => {
    expect(concludeAll([passing], undefined, 0, 9).aftermath).toMatchObject({ kind: 'stop' })
    expect(concludeAll([doubtful], undefined, 0, 9).aftermath).toMatchObject({ kind: 'stop' })
  })

  test('is not away when it answers about one of them', () => {
    expect(concludeAll([passing, refused], undefined, 2, 5).aftermath).toEqual({ kind: 'pause' })
  })

  test('has what it could not take remembered: halves, and how often it was tried', () => {
    expect(concludeAll([passing, passing, passing], undefined, 2, 2).all[0]).toMatchObject({
      kind: 'returned',
      tries: 3,
      maxFlightSize: 2,
    })
  })

  test('uses up no attempt of a voucher that goes alone, however often', () => {
    expect(concludeAll([passing], undefined, 99, 99).all).toMatchObject([{ kind: 'returned' }])
  })

  test('to one voucher alone, and to the others well, fails that one', () => {
    expect(concludeAll([passing], undefined, 3, 0).all).toEqual([
      { kind: 'refused', failure: failure('transient') },
    ])
  })
})

describe('an accounting system that says yes and shows nothing', () => {
  const accepted: VoucherOutcome = { ...doubtful, accepted: true }

  test('gets nothing more before a person has looked there', () => {
    const { all, aftermath } = concludeAll([accepted, unsent], failure('config'))
    expect(aftermath).toEqual({ kind: 'stop', failure: failure('config'), held: true })
    expect(all).toMatchObject([accepted, { kind: 'returned' }])
  })

  test('for want of time to look is looked into first', () => {
    expect(concludeAll([accepted]).aftermath).toEqual({ kind: 'pause' })
  })
})

describe('a flight that is stopped', () => {
  test.each(['auth', 'unreachable', 'config'] as const)('by %s gives back what is unsent', (of) => {
    const { all, aftermath } = concludeAll([posted, unsent, doubtful], failure(of))
    const returned = { kind: 'returned', reason: 'lane_stopped', failure: failure(of) }
    expect(all).toEqual([posted, returned, doubtful])
    expect(aftermath).toEqual({ kind: 'stop', failure: failure(of) })
  })

  test.each<[string | undefined, number]>([
    ['2026-11-21T10:00:07Z', 7_000],
    [undefined, 5_000],
    ['2026-11-21T09:00:00Z', 0],
  ])('by a vendor that throttles until %s holds its principal for %i ms', (retryAfter, ms) => {
    const stop = { ...failure('rate_limited'), retryAfter }
    const { all, aftermath } = concludeAll([unsent, unsent], stop, 2)
    expect(all).toEqual([
      { kind: 'queued', tries: 2 },
      { kind: 'queued', tries: 2 },
    ])
    expect(aftermath).toEqual({ kind: 'throttle', milliseconds: ms })
  })

  test('by a vendor that throttles for longer than a minute gives back what is unsent', () => {
    const stop = { ...failure('rate_limited'), retryAfter: '2026-11-21T10:05:00Z' }
    const { all, aftermath } = concludeAll([unsent], stop)
    expect(all).toEqual([{ kind: 'returned', reason: 'lane_stopped', failure: stop }])
    expect(aftermath).toEqual({ kind: 'stop', failure: stop })
  })
})

test.each<[string, Parameters<typeof throttleAfterLook>[0], number]>([
  ['says when', { ...failure('rate_limited'), retryAfter: '2026-11-21T10:00:07Z' }, 7_000],
  [
    'names a moment that is past',
    { ...failure('rate_limited'), retryAfter: '2026-11-21T09:00:00Z' },
    0,
  ],
  ['wants an hour', { ...failure('rate_limited'), retryAfter: '2026-11-21T11:00:00Z' }, 60_000],
  ['does not say for how long', failure('rate_limited'), 5_000],
  ['does not throttle', failure('transient'), 0],
  ['did not answer', undefined, 0],
])('after a look-up, a vendor that %s is left alone for so long', (_, failed, milliseconds) => {
  expect(throttleAfterLook(failed, new Date('2026-11-21T10:00:00Z'))).toBe(milliseconds)
})

test('a call begins only when it ends within the lease, and a lease has room for two', () => {
  const limits = { callTimeoutMs: 1000 }
  expect(leaseMs(limits)).toBe(3000)
  expect(leaseMs({ callTimeoutMs: 60_000 })).toBe(125_000)
  expect(mayBegin(1001, limits)).toBe(true)
  expect(mayBegin(1000, limits)).toBe(false)
})
