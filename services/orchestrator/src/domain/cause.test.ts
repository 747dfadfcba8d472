import { fingerprintOf, type Cause } from '@bilagsbro/booking/cause'
import { failureClasses, type Failure } from '@bilagsbro/booking/failure'
import { failureCodes } from '@bilagsbro/booking/failure-codes'
import { wordsFor } from '@bilagsbro/booking/cause-words'
import { someRules } from '@bilagsbro/booking/testing/examples'
import { isLedgerAway, ledgerUnavailable } from '@bilagsbro/booking/waiting-cause'
import { describe, expect, test } from 'vitest'
import { aFailure, after, policy, start } from '#testing/builders.ts'
import { causeOf, causesOfWaiting, mendOf, retryHelps, type Mend } from './cause.ts'
import { againAt } from './retry.ts'

const { mapping } = someRules
const account = (value: string): Failure['subject'] => ({ kind: 'account', value })
const failed = (failure: Failure, goesAt?: Date) =>
  ({ status: 'failed', failure, againAt: goesAt }) as const
const data = (code: string, subject?: Failure['subject']): Cause => ({
  class: 'data',
  code,
  subject,
})

describe('RETRY-6: a cause', () => {
  test('is the same whatever the words, and another for another thing', () => {
    const blocked = aFailure('data', { code: 'account.blocked', subject: account('7140') })
    const fingerprint = (failure: Failure) => fingerprintOf(causeOf(failed(failure)))
    expect(fingerprint({ ...blocked, message: 'Konto 7140 er sperret.' })).toBe(
      fingerprint(blocked),
    )
    const others = [
      { ...blocked, subject: account('7141') },
      { ...blocked, subject: { kind: 'category', value: '7140' } as const },
      { ...blocked, subject: undefined },
      { ...blocked, code: 'account.unknown' },
      { ...blocked, class: 'config' } as const,
    ]
    expect(new Set([blocked, ...others].map(fingerprint)).size).toBe(6)
  })

  test('keeps its fingerprint for good: records are found by it', () => {
    expect(fingerprintOf(data('account.blocked', account('7140')))).toBe('092cf048525f427fea91fed2')
  })

  test('is one for all that failed only because the ledger was away', () => {
    const failures = ['vendor.timeout', 'call.unanswered', 'ledger.away'].map((code) =>
      aFailure('transient', { code }),
    )
    for (const failure of failures) {
      expect(isLedgerAway(failure)).toBe(true)
      expect(causeOf(failed(failure, after(1)))).toEqual(ledgerUnavailable)
      expect(causeOf(failed(failure)).code).toBe(failure.code)
    }
    expect(isLedgerAway(aFailure('transient', { code: 'template.busy' }))).toBe(false)
    expect(isLedgerAway(aFailure('data', { code: 'vendor.refused' }))).toBe(false)
  })

  test.each<[Parameters<typeof causesOfWaiting>[0], string[]]>([
    [
      { code: 'mapping_missing', categories: ['taxi', 'food'], payeeKinds: ['employee'] },
      ['mapping.no_account taxi', 'mapping.no_account food', 'mapping.no_credit_account employee'],
    ],
    [{ code: 'mapping_missing', payees: ['p-1'] }, ['mapping.no_payee_number p-1']],
    [{ code: 'mapping_missing', dimensions: ['project'] }, ['mapping.no_dimension project']],
    [
      { code: 'mapping_missing', postingDate: '2026-11-21', categories: [] },
      ['mapping.not_effective 2026-11'],
    ],
    [{ code: 'mapping_missing' }, []],
    [{ code: 'period_closed', postingDate: '2026-11-21' }, ['period.closed 2026-11']],
    [{ code: 'period_closed' }, ['period.closed undefined']],
    [{ code: 'revision_unproven', revision: 1 }, ['revision.earlier_unproven undefined']],
    [{ code: 'other_ledger', revision: 1 }, ['revision.other_ledger undefined']],
    [{ code: 'connector_suspended' }, []],
    [{ code: 'awaiting_run' }, []],
  ])('of what waits with %j', (reason, expected) => {
    const causes = causesOfWaiting(reason, {})
    expect(causes.map(({ code, subject }) => `${code} ${subject?.value}`)).toEqual(expected)
  })

  test('of what waits for a suspended connector is what suspended it', () => {
    const because = (cause: Failure) =>
      causesOfWaiting(
        { code: 'connector_suspended' },
        { suspension: { cause, since: start, failures: 1 } },
      )
    expect(because(aFailure('auth'))).toMatchObject([{ class: 'auth', code: 'auth.code' }])
    expect(because(aFailure('unreachable'))).toEqual([ledgerUnavailable])
  })

  test('of what waits for a trial in doubt is a word about it, or a waiver', () => {
    const cause = aFailure('transient', { code: 'vendor.lost_answer' })
    const suspension = { cause, since: start, failures: 1, byTrial: true } as const
    const record = { organizationId: 'hlf', recordId: 'r-1', revision: 1 }
    const trial = {
      version: 1,
      refused: 0,
      kind: 'sent',
      record,
      since: start.toISOString(),
    } as const
    const [first, ...others] = causesOfWaiting(
      { code: 'connector_suspended' },
      { suspension, trial },
    )
    expect(first).toEqual(data('trial.in_doubt'))
    expect(others).toEqual([])
    expect(mendOf(first!, mapping)).toEqual({ kind: 'ledger' })
    expect(wordsFor(first!).en).toContain('waive')
  })

  test('of a record that nothing is sent of does not blame the ledger', () => {
    const { nb, nn, en } = wordsFor(data('voucher.empty'))
    expect(nb).toContain('ingenting blir sendt')
    expect(nn).toContain('ingenting blir sendt')
    expect(en).toContain('nothing is sent')
  })

  test.each(
    failureClasses.flatMap((cls) => failureCodes[cls].map((code) => ({ class: cls, code }))),
  )('of $code reads as a sentence without a value', (cause) => {
    for (const text of Object.values(wordsFor(cause))) {
      expect(text).not.toMatch(/[[\]{}|]/)
      expect(text).not.toMatch(/ (av typen|for|for payees of|i|in|of)(\.|$)/)
    }
  })

  test('names the value where there is one', () => {
    const gap = data('mapping.no_dimension', { kind: 'dimension', value: 'project' })
    expect(wordsFor(gap)).toMatchObject({
      nb: 'Konteringsreglene mangler dimensjon for «project». Velg en',
      en: 'The mapping lacks the dimension for «project». Choose one',
    })
    expect(wordsFor(data('mapping.no_dimension')).nb).toBe(
      'Konteringsreglene mangler en dimensjon. Velg en',
    )
  })

  test('that a retry meets again is not offered for one', () => {
    const helps = (code: string) => retryHelps(failed(aFailure('data', { code })))
    expect(helps('revision.earlier_by_hand')).toBe(false)
    expect(helps('account.blocked')).toBe(true)
    expect(mendOf(data('revision.earlier_by_hand'), mapping)).toEqual({ kind: 'ledger' })
  })

  test.each<[Cause, Mend]>([
    [data('account.blocked', account('7140')), { kind: 'mapping', categories: ['taxi'] }],
    [data('account.blocked', account('2910')), { kind: 'mapping', payeeKinds: ['employee'] }],
    [
      data('vat.unknown', { kind: 'vat_code', value: '11' }),
      { kind: 'mapping', categories: ['food'] },
    ],
    [data('dimension.missing'), { kind: 'mapping' }],
    [data('dimension.unknown_value'), { kind: 'ledger' }],
    [data('dimension.unknown_value', { kind: 'dimension', value: '999' }), { kind: 'ledger' }],
    [
      data('mapping.no_account', { kind: 'category', value: 'bus' }),
      { kind: 'mapping', categories: ['bus'] },
    ],
    [
      data('mapping.no_credit_account', { kind: 'payee', value: 'external' }),
      { kind: 'mapping', payeeKinds: ['external'] },
    ],
    [
      {
        class: 'period_closed',
        code: 'period.closed',
        subject: { kind: 'period', value: '2026-11' },
      },
      { kind: 'period', period: '2026-11' },
    ],
    [{ class: 'period_closed', code: 'period.closed' }, { kind: 'period' }],
    [{ class: 'auth', code: 'auth.wrong_secret' }, { kind: 'credentials' }],
    [{ class: 'config', code: 'target.unknown_company' }, { kind: 'credentials' }],
    [ledgerUnavailable, { kind: 'nothing' }],
    [data('subledger.blocked', { kind: 'payee', value: '40017' }), { kind: 'ledger' }],
    [data('voucher.refused'), { kind: 'ledger' }],
    [data('voucher.empty'), { kind: 'record' }],
    [data('currency.not_supported'), { kind: 'record' }],
    [data('revision.earlier_unproven'), { kind: 'ledger' }],
    [data('revision.other_ledger'), { kind: 'ledger' }],
    [{ class: 'awaiting_approval', code: 'journal.approval_required' }, { kind: 'ledger' }],
  ])('%j is mended by %j', (cause, mend) => {
    expect(mendOf(cause, mapping)).toEqual(mend)
  })

  test('that is a value of a dimension is mended in the mapping only where the mapping names the value', () => {
    const blocked = data('dimension.blocked', { kind: 'dimension', value: '400' })
    const fee = { account: '7770', costCenter: '400' }
    expect(mendOf(blocked, { ...mapping, categories: { fee } })).toEqual({
      kind: 'mapping',
      categories: ['fee'],
    })
    expect(mendOf(blocked, { ...mapping, defaults: { project: '400' } })).toEqual({
      kind: 'mapping',
    })
    expect(mendOf(blocked, mapping)).toEqual({ kind: 'ledger' })
  })

  test('of every class is mended by something', () => {
    for (const one of failureClasses)
      expect(mendOf({ class: one, code: 'x.y' }, mapping).kind).toMatch(/^[a-z]+$/)
  })
})

test('what failed for its ledger alone goes again by itself after an hour, four and sixteen, and then no more', () => {
  const hours = [5, 6, 7, 8].map((failures) => {
    const at = againAt(failures, policy.retry, start)
    return at && (at.getTime() - start.getTime()) / 3_600_000
  })
  expect(hours).toEqual([1, 4, 16, undefined])
})
