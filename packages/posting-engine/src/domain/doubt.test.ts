import { describe, expect, test } from 'vitest'
import {
  afterAbsent,
  afterLook,
  afterWord,
  horizonOf,
  nextLook,
  type Doubt,
  type Seen,
} from './doubt.ts'
import { pauseAfter } from './lane.ts'

const limits = { callTimeoutMs: 1_000, settleHorizonMs: 10_000 }
const at = (seconds: number) => new Date(Date.parse('2026-11-21T10:00:00Z') + seconds * 1000)
const doubt: Doubt = { leaseUntil: at(0), looks: 0, sightings: new Map() }

describe('a voucher that is not found', () => {
  test.each([
    ['before the horizon, is looked for later', doubt, 5, 'look_later'],
    ['just at the horizon, is looked for later', doubt, 11, 'look_later'],
    ['after the horizon, is made unbookable first', doubt, 12, 'revoke'],
    ['after the revocation, is not there', { ...doubt, revokedAt: at(12) }, 15.1, 'is_absent'],
    [
      'too soon after the revocation, may have been on its way in both looks',
      { ...doubt, revokedAt: at(12) },
      15,
      'look_later',
    ],
    [
      'in a look-up from before the revocation, is looked for later',
      { ...doubt, revokedAt: at(13) },
      12,
      'look_later',
    ],
  ] as const)('%s', (_, given, seconds, expected) => {
    expect(afterAbsent(given, at(seconds), { ...limits, moveMs: 3_000 })).toBe(expected)
  })
})

describe('what a look-up shows', () => {
  const voucher = (number: string) => ({ kind: 'posted', voucher: { number, date: '' } }) as const
  const different: Seen = {
    kind: 'refused',
    failure: { class: 'different_in_ledger', code: 'ledger.different', message: '' },
  }
  const committed = { ...limits, rollbackHorizonMs: 4_000 }
  const look = (seen: Seen, seconds: number, before?: Doubt['sightings'], given = committed) =>
    afterLook(
      { ...doubt, ...(before && { sightings: before }) },
      [{ reference: 'r' }],
      new Map([['r', seen]]),
      at(seconds),
      given,
    )
  const settled = (seen: Seen) => new Map([['r', seen]])

  test('is posted at once where only what is committed shows', () => {
    expect(look(voucher('V1'), 1, undefined, limits as never).findings).toEqual(
      settled(voucher('V1')),
    )
  })

  test.each([voucher('V1'), different])(
    'and may be taken back counts when it is seen again past the time that an operation may run',
    (seen) => {
      const first = look(seen, 1)
      expect(first.findings.size).toBe(0)
      const second = look(seen, 4.9, first.sightings)
      expect(second).toEqual(first)
      expect(look(seen, 5, second.sightings).findings).toEqual(settled(seen))
    },
  )

  test('and was something else before is seen for the first time', () => {
    const first = look(voucher('V1'), 1)
    const second = look(voucher('V2'), 6, first.sightings)
    expect(second.findings.size).toBe(0)
    expect(look(voucher('V2'), 9.9, second.sightings).findings.size).toBe(0)
    expect(look(voucher('V2'), 10, second.sightings).findings).toEqual(settled(voucher('V2')))
  })

  test('counts at once past the horizon, when nothing runs any more, and where it was accepted', () => {
    expect(look(voucher('V1'), 11.1).findings).toEqual(settled(voucher('V1')))
    const found = new Map([['r', voucher('V1')]])
    const accepted = [{ reference: 'r', accepted: true }]
    expect(afterLook(doubt, accepted, found, at(1), committed).findings).toEqual(found)
  })
})

describe('the next look-up', () => {
  test.each([
    ['soon at first', { ...doubt, looks: 0 }, 0, at(1)],
    ['less often after a while', { ...doubt, looks: 2 }, 1, at(5)],
    [
      'no later than just after the horizon',
      { ...doubt, looks: 5 },
      9,
      new Date(horizonOf(doubt, limits).getTime() + 1),
    ],
    ['with pauses beyond the horizon too', { ...doubt, looks: 3 }, 20, at(28)],
    ['at least once a minute', { ...doubt, looks: 50 }, 20, at(80)],
  ])('is %s', (_, given, seconds, expected) => {
    expect(nextLook(given, at(seconds), limits, 1_000)).toEqual(expected)
  })
})

test.each([
  [1, 1_000],
  [2, 2_000],
  [5, 16_000],
  [6, 30_000],
  [500, 30_000],
])('after %i setbacks in a row a lane waits %i ms', (setbacks, expected) => {
  expect(pauseAfter(setbacks, { pauseMs: 1_000, stopMs: 5_000 })).toBe(expected)
})

test('a person who found nothing is believed about what was looked for past the horizon', () => {
  const said = (reference: string, seconds: number) => ({
    reference,
    saidAbsentAt: at(seconds).toISOString(),
  })
  const postings = [said('too soon', 11), said('in time', 11.1), { reference: 'unsaid' }]
  expect([...afterWord(doubt, postings, limits)]).toEqual([
    ['in time', { kind: 'queued', tries: 0 }],
  ])
})
