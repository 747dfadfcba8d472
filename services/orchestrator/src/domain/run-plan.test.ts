import { describe, expect, test } from 'vitest'
import { aConnector, aFailure, after, anOrganization, start } from '#testing/builders.ts'
import type { Organization } from './organization.ts'
import { momentOf, planIdOf, sortOut, type WaitingSum } from './run-plan.ts'

const sums: WaitingSum[] = [
  { reason: undefined, count: 1, amount: 10 },
  { reason: 'awaiting_run', count: 2, amount: 200 },
  { reason: 'connector_disabled', count: 4, amount: 4_000 },
  { reason: 'mapping_missing', count: 3, amount: 300 },
  { reason: 'retry_scheduled', count: 5, amount: 50 },
]
const suspension = { cause: aFailure('auth'), since: start, failures: 1 }

describe('MANUAL-1: a run plan', () => {
  test.each<[string, Partial<Organization>, object, string[]]>([
    [
      'sends what waits for its turn, its run, or a connector that works again',
      {},
      { count: 7, amount: 4_210 },
      ['5 retry_scheduled', '3 mapping_missing'],
    ],
    [
      'sends nothing while the connector is off',
      { connector: aConnector({ enabled: false }) },
      { count: 0, amount: 0 },
      ['7 connector_disabled', '5 retry_scheduled', '3 mapping_missing'],
    ],
    [
      'sends nothing without a connector',
      { connector: null },
      { count: 0, amount: 0 },
      ['7 not_configured', '5 retry_scheduled', '3 mapping_missing'],
    ],
    [
      'counts on nothing while the connector is suspended',
      { suspension },
      { count: 0, amount: 0 },
      ['7 connector_suspended', '5 retry_scheduled', '3 mapping_missing'],
    ],
  ])('%s', (_, changed, ready, blocked) => {
    const plan = sortOut(anOrganization(changed), sums)
    expect(plan.ready).toEqual(ready)
    expect(plan.blocked.map(({ reason, count }) => `${count} ${reason}`)).toEqual(blocked)
  })

  const organization = anOrganization()
  const planId = planIdOf('hlf', start)

  test('holds for 15 minutes, and by clocks that are a little apart', () => {
    for (const milliseconds of [0, 900_000, -60_000])
      expect(momentOf(planId, organization, after(milliseconds))).toEqual({
        ok: true,
        value: start,
      })
    expect(momentOf(planId, organization, after(900_001))).toMatchObject({
      error: { kind: 'conflict', code: 'run.plan_expired' },
    })
  })

  test.each([
    planIdOf('blindeforbundet', start),
    planIdOf('hlf', after(60_001)),
    '',
    'NaN.hlf',
    '-1.hlf',
    '.hlf',
    `0${planId}`,
    ` ${planId}`,
    '999999999999999.hlf',
    '1e3.hlf',
  ])('%j is none of this organisation', (other) => {
    expect(momentOf(other, organization, start)).toMatchObject({
      error: { kind: 'invalid', code: 'run.plan_unknown' },
    })
  })
})
