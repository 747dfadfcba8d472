import { createVoucher } from '@bilagsbro/booking/create-voucher'
import { keyOfLedgerCode, type LedgerCode, type Standing } from '@bilagsbro/booking/ledger-code'
import { anApprovedRecord, someRules } from '@bilagsbro/booking/testing/examples'
import { describe, expect, test } from 'vitest'
import { aConnector, aFailure, anOrganization, aSyncRecord } from '#testing/builders.ts'
import {
  codesOf,
  createTallies,
  draftOf,
  previewOf,
  type OnCourse,
  type Verdict,
} from './preview.ts'
import type { RecordState } from './record.ts'
import type { Course } from './revisions.ts'

const pending: RecordState = { status: 'pending', lastRound: 1 }
const rules = {
  ...someRules,
  mapping: { ...someRules.mapping, subledgers: { employee: 'employee' } as const },
}
const content = anApprovedRecord({
  payee: { id: 'p-1', kind: 'employee', ledgerNumber: '17' },
  lines: [
    { lineId: '1', category: 'taxi', amount: '100.00', date: '2026-11-19', costCenter: 'OSLO' },
    { lineId: '2', category: 'food', amount: '25.50', date: '2026-11-19' },
  ],
})
const account: LedgerCode = { kind: 'account', code: '7140' }
const costCenter: LedgerCode = { kind: 'dimension', code: 'OSLO', dimension: 'AVDELING' }
const payee: LedgerCode = { kind: 'employee', code: '17' }
const period: LedgerCode = { kind: 'period', code: '2026-11-21' }

const told = (standing: Standing['standing'], why?: string): Standing => ({ standing, why })

const aWithdrawal = {
  organizationId: 'hlf',
  recordId: 'r-1',
  revision: 2,
  withdrawnAt: '2026-11-21T10:00:00Z',
  withdrawnBy: 'u-7',
}

/** A revision after one that the ledger holds. */
function corrects(changed: object = {}) {
  const earlier = {
    revision: 1,
    reference: 'BB27842DZ3V0HVHP',
    voucherNumber: '1001',
    lines: [
      { account: '7130', amount: '10.00' },
      { account: '2910', amount: '-10.00' },
    ],
    connector: 'dynamics',
    targetFingerprint: 'target-1',
    ...changed,
  } as const
  const record = aSyncRecord({ status: 'posted', voucher: { number: '1001', date: '2026-11-20' } })
  return { course: { kind: 'corrects', earlier: record }, earlier } as const
}

interface Case {
  readonly content?: OnCourse['content']
  readonly course?: Course
  readonly earlier?: OnCourse['earlier']
  readonly untold?: OnCourse['untold']
  readonly state?: RecordState
  readonly sendFrom?: string
  readonly told?: readonly (readonly [LedgerCode, Standing])[]
  /** What the ledger says of all other codes. */
  readonly else?: Standing['standing']
}

function previewed({ state = pending, sendFrom, ...given }: Case) {
  const organization = anOrganization({ connector: aConnector({ sendFrom }), ...rules })
  const { course = { kind: 'alone' }, earlier, untold } = given
  const of = { content: given.content ?? content, course, earlier, untold }
  const kept = { record: aSyncRecord(state), ...of }
  const draft = draftOf(organization, kept)
  const standings = new Map(
    [...codesOf(draft).keys()].map((key) => [key, told(given.else ?? 'usable')]),
  )
  for (const [code, standing] of given.told ?? []) standings.set(keyOfLedgerCode(code), standing)
  return previewOf(draft, standings)
}

const metClosedPeriod: RecordState = {
  ...pending,
  held: { code: 'period_closed', postingDate: '2026-11-21' },
}

const leftOut = aSyncRecord(
  { status: 'handled', reason: 'before_send_from' },
  { attempt: 0, approvedAt: new Date('2026-11-20T10:00:00Z') },
)

const cases: readonly (readonly [name: string, Verdict, Case])[] = [
  ['every code is usable', 'ready', {}],
  ['an account is blocked', 'account_blocked', { told: [[account, told('blocked')]] }],
  ['an account is missing', 'account_blocked', { told: [[account, told('missing')]] }],
  ['a dimension value is missing', 'dimension_missing', { told: [[costCenter, told('missing')]] }],
  ['a dimension value is blocked', 'dimension_missing', { told: [[costCenter, told('blocked')]] }],
  ['the payee is unknown', 'payee_unknown', { told: [[payee, told('missing')]] }],
  ['the period is closed', 'closed_period', { told: [[period, told('blocked')]] }],
  [
    'the account comes first of all that the ledger says',
    'account_blocked',
    {
      told: [
        [period, told('blocked')],
        [payee, told('missing')],
        [costCenter, told('missing')],
        [account, told('blocked')],
      ],
    },
  ],
  ['the ledger did not answer', 'unchecked', { else: 'unanswered' }],
  ['the ledger tells nothing', 'unchecked', { else: 'not_offered' }],
  ['one code was not answered', 'unchecked', { told: [[payee, told('unanswered')]] }],
  ['the ledger tells all but periods', 'ready', { told: [[period, told('not_offered')]] }],
  [
    'the ledger did not tell its periods now',
    'unchecked',
    { told: [[period, told('unanswered')]] },
  ],
  [
    'the period was closed when the record was sent, and the ledger does not tell more',
    'closed_period',
    { state: metClosedPeriod, told: [[period, told('not_offered')]] },
  ],
  ['the period was closed, and is open now', 'ready', { state: metClosedPeriod }],
  [
    'another period was closed',
    'unchecked',
    {
      state: { ...pending, held: { code: 'period_closed', postingDate: '2026-10-31' } },
      else: 'unanswered',
    },
  ],
  [
    'the mapping lacks a category',
    'mapping_missing',
    { content: { ...content, lines: [{ ...content.lines[0]!, category: 'boat' }] } },
  ],
  ['the record cannot be posted at all', 'faulty', { content: { ...content, currency: 'EUR' } }],
  ['it was approved too early', 'left_out', { sendFrom: '2026-11-22T00:00:00Z' }],
  [
    'it waits for an earlier revision, however old it is',
    'awaiting_revision',
    {
      sendFrom: '2026-11-22T00:00:00Z',
      course: { kind: 'awaits', reason: { code: 'awaiting_revision' } },
    },
  ],
  [
    'an earlier revision may have been booked by hand',
    'awaiting_revision',
    { sendFrom: '2026-11-21T00:00:00Z', untold: [leftOut] },
  ],
  ['the earlier revision is not too old any more', 'ready', { untold: [leftOut] }],
  [
    'it withdraws what may have been booked by hand',
    'awaiting_revision',
    {
      sendFrom: '2026-11-21T00:00:00Z',
      untold: [leftOut],
      course: { kind: 'withdraws_left_out' },
    },
  ],
  ['it withdraws what nobody booked', 'left_out', { course: { kind: 'withdraws_left_out' } }],
  ['a higher revision is there', 'left_out', { course: { kind: 'superseded', by: 'superseded' } }],
  ['it was withdrawn before it was sent', 'left_out', { course: { kind: 'withdrawn' } }],
  [
    'an earlier revision is on its way',
    'awaiting_revision',
    { course: { kind: 'awaits', reason: { code: 'awaiting_revision' } } },
  ],
  [
    'a person has to correct the ledger',
    'faulty',
    { course: { kind: 'fails', failure: aFailure('data') } },
  ],
  [
    'it corrects what another ledger holds',
    'awaiting_revision',
    corrects({ targetFingerprint: 'x' }),
  ],
  ['it corrects what cannot be known', 'faulty', corrects({ failure: aFailure('data') })],
  ['it corrects an earlier revision', 'ready', corrects()],
  [
    'it withdraws an earlier revision',
    'ready',
    {
      ...corrects(),
      content: aWithdrawal,
    },
  ],
]

describe('BOOKS-10', () => {
  test.each(cases)('BOOKS-10: %s: %s', (_, verdict, given) => {
    expect(previewed(given).verdict).toBe(verdict)
  })

  test('BOOKS-10: the voucher is the one that is sent', () => {
    const made = createVoucher(content, rules)
    expect(previewed({}).mapped).toMatchObject(made.ok ? made.value : {})
  })

  test('BOOKS-10: a correction takes back what the ledger holds, and the ledger is asked about that, too', () => {
    const { mapped, faults, verdict } = previewed({
      ...corrects(),
      told: [[{ kind: 'account', code: '7130' }, told('blocked')]],
    })
    expect(mapped?.voucher.lines[0]).toEqual({ account: '7130', amount: '-10.00' })
    expect(faults).toMatchObject([{ code: '7130' }])
    expect(verdict).toBe('account_blocked')
  })

  test('BOOKS-10: a fault names its code, and what the ledger says of it', () => {
    const { faults } = previewed({ told: [[account, told('blocked', 'It is a heading.')]] })
    expect(faults).toEqual([{ ...account, standing: 'blocked', why: 'It is a heading.' }])
  })

  test('BOOKS-10: what the ledger did not tell is named by its kind', () => {
    const { unchecked } = previewed({ told: [[period, told('not_offered')]] })
    expect(unchecked).toEqual(['period'])
  })

  test('BOOKS-10: a record of which nothing can be made is faulty, and no other record is', () => {
    const strange = { ...content, lines: undefined } as never
    expect(previewed({ content: strange })).toMatchObject({
      verdict: 'faulty',
      failure: { code: 'record.unusable' },
    })
  })

  test('BOOKS-10: records are counted and summed by verdict, credits with their sign', () => {
    const tallies = createTallies()
    tallies.add(previewed({}))
    tallies.add(previewed({ content: { ...content, total: '-25.55' } }))
    tallies.add(previewed({ else: 'unanswered' }))
    tallies.add(previewed({ course: { kind: 'withdrawn' }, content: aWithdrawal }))
    expect(tallies.all()).toEqual([
      { verdict: 'left_out', count: 1, amount: '0.00' },
      { verdict: 'unchecked', count: 1, amount: '125.50' },
      { verdict: 'ready', count: 2, amount: '99.95' },
    ])
  })
})
