import { stopsLane } from '@bilagsbro/booking/failure'
import { describe, expect, test } from 'vitest'
import { answeredFailure, isAmbiguous, refusalOf, textFailure } from './failures.ts'
import { instantOf } from './local-time.ts'

const now = new Date('2026-11-21T10:00:00Z')
const limit = (code: string, extensions: Record<string, unknown> = {}) =>
  refusalOf([{ message: 'Too much.', code, extensions }], now)

describe('a limit is known by its code', () => {
  test.each([
    ['BAD_REQUEST.BURST_RATE_LIMIT_REACHED', '2026-11-21T10:00:05.000Z'],
    ['BAD_REQUEST.CONCURRENCY_LIMIT_REACHED', '2026-11-21T10:00:01.000Z'],
    ['BAD_REQUEST.INSUFFICIENT_CREDITS', '2026-11-21T10:20:00.000Z'],
  ])('%s waits until %s', (code, retryAfter) => {
    const failure = limit(code)
    expect(failure).toMatchObject({ class: 'rate_limited', code: 'vendor.throttled', retryAfter })
    expect(stopsLane(failure)).toBe(true)
  })

  test.each([
    ['2026-11-21T11:30:00', '2026-11-21T10:30:00.000Z'],
    ['2026-11-21 11:30:00', '2026-11-21T10:30:00.000Z'],
    ['2026-11-21T10:59:59', '2026-11-21T10:20:00.000Z'],
    ['9999-12-31T00:00:00', '2026-11-21T11:00:00.000Z'],
    ['2026-11-21T10:30:00Z', '2026-11-21T10:30:00.000Z'],
    ['2026-11-21T12:30:00+02:00', '2026-11-21T10:30:00.000Z'],
    ['soon', '2026-11-21T10:20:00.000Z'],
    [7, '2026-11-21T10:20:00.000Z'],
  ])('waits until resetAt, which is Norwegian time unless it says another: %s', (resetAt, at) => {
    expect(limit('BAD_REQUEST.INSUFFICIENT_CREDITS', { resetAt }).retryAfter).toBe(at)
  })

  test('Norwegian time follows the summer', () => {
    expect(instantOf('2026-07-21 12:30:00')?.toISOString()).toBe('2026-07-21T10:30:00.000Z')
  })

  test('that stands in the extensions only is known as well', () => {
    const error = { extensions: { code: 'BAD_REQUEST.BURST_RATE_LIMIT_REACHED' } }
    expect(refusalOf([error], now).class).toBe('rate_limited')
  })
})

describe('what Xledger says becomes a class and a code, and its words are kept', () => {
  test.each([
    ["account.code: No value matching owner 1, code '9'.", 'data', 'account.unknown'],
    ["glObject1.code: No value matching owner 1, code '9'.", 'data', 'dimension.unknown_value'],
    ["project.code: No value matching owner 1, code '9'.", 'data', 'dimension.unknown_value'],
    ["taxRule.code: No value matching owner 1, code '9'.", 'data', 'vat.unknown'],
    ["subledger.code: No value matching owner 1, code 'P1'.", 'data', 'subledger.unknown'],
    ['owner.dbId: No value matching owner 1, dbId 1.', 'config', 'target.unknown_entity'],
    ['Account 2400 requires a subledger.', 'data', 'subledger.missing'],
    ['Konto 2400 krever reskontro.', 'data', 'subledger.missing'],
    ['Account 7199 is closed.', 'data', 'account.blocked'],
    ['Konto 7199 er sperret.', 'data', 'account.blocked'],
    ['Account 7000 is not open for posting.', 'data', 'account.not_for_posting'],
    ['glObject1 990 is closed.', 'data', 'dimension.blocked'],
    ['Prosjekt P9 er avsluttet.', 'data', 'dimension.blocked'],
    ['Tax rule 2 is not allowed on account 1570.', 'data', 'vat.not_allowed'],
    ['The period 2019-12 is closed for posting.', 'period_closed', 'period.closed'],
    ['Periode 2019-12 er stengt.', 'period_closed', 'period.closed'],
    ['Mva-perioden 2019-12 er oppgjort.', 'period_closed', 'period.closed'],
    ['Termin 2019/06 er avregnet.', 'period_closed', 'period.closed'],
    ['The voucher does not balance: 0.01.', 'data', 'voucher.unbalanced'],
    ['Your query timed out.', 'transient', 'vendor.fault'],
    ['Cannot query field "extIdentifier" on type "X".', 'config', 'vendor.changed'],
    ['Bad format for API Token. Expected header: ...', 'auth', 'auth.wrong_token'],
    ['The API token lacks the scope GLImportItem.', 'auth', 'auth.missing_permission'],
    ['Account 5 belongs to internal audit.', 'data', 'voucher.refused'],
  ])('%s', (message, cls, code) => {
    const failure = textFailure(message, message)
    expect(failure).toMatchObject({ class: cls, code })
    expect(failure.message).toContain(message)
  })

  test('of a long text, the beginning is kept', () => {
    expect(textFailure('x', 'x'.repeat(9_999)).message.length).toBeLessThan(300)
  })
})

test.each([
  [{ message: 'Your query timed out.', code: 'TIMEOUT' }, true],
  [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR' } }, true],
  [{ message: 'An unexpected error occurred.' }, true],
  [{ message: "account.code: No value matching owner 1, code '9'." }, false],
])('a mutation may be done all the same after %j: %s', (error, expected) => {
  expect(isAmbiguous([error])).toBe(expected)
})

test.each([
  [401, 'auth', 'auth.wrong_token'],
  [403, 'auth', 'auth.wrong_token'],
  [429, 'rate_limited', 'vendor.throttled'],
  [502, 'unreachable', 'vendor.unavailable'],
  [503, 'unreachable', 'vendor.unavailable'],
  [404, 'unreachable', 'vendor.not_reached'],
  [302, 'unreachable', 'vendor.not_reached'],
  [500, 'transient', 'vendor.unreadable'],
  [200, 'transient', 'vendor.unreadable'],
])('an answer that is not GraphQL, with status %i', (status, cls, code) => {
  expect(answeredFailure(status, now)).toMatchObject({ class: cls, code })
})
