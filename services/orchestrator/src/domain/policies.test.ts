import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import fc from 'fast-check'
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
import { admit } from './admission.ts'
import { halfOpen, judge, judged, probing, type Suspension } from './breaker.ts'
import { configure, takesBack, type Organization } from './organization.ts'
import { retryAt, waitAsTold } from './retry.ts'
import { complete, count, openRun, outstandingIn, runFor, type Left } from './run.ts'
import { nextSequence } from './sequence.ts'

describe('retry', () => {
  test('the jitter stays within a fifth, and attempts are bounded', () => {
    expect.hasAssertions()
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (failures, random) => {
          const at = retryAt(failures, policy.retry, start, () => random)
          expect(at === undefined).toBe(failures >= 5)
          if (!at) return
          const share = (at.getTime() - start.getTime()) / (30_000 * 4 ** (failures - 1))
          expect(Math.abs(share - 1)).toBeLessThanOrEqual(0.2 + 1e-4)
        },
      ),
    )
  })

  test.each([
    [after(5_000).toISOString(), after(5_000)],
    [after(-5_000).toISOString(), after(1)],
    [undefined, after(30_000)],
    ['soon', after(30_000)],
  ])('what is told to wait until %s waits until %s', (told, expected) => {
    expect(waitAsTold(told, policy.retry, start, () => 0)).toEqual(expected)
  })
})

describe('breaker', () => {
  const probe = { organizationId: 'hlf', recordId: 'r-1', revision: 1 }
  const other = { ...probe, recordId: 'r-2' }
  const broken = judge(aFailure('auth'))
  const suspended: Suspension = {
    cause: aFailure('auth'),
    since: start,
    failures: 1,
    probeAt: after(30_000),
  }
  const on = (suspension: Suspension | undefined, verdict: typeof broken, record = probe) =>
    judged(suspension, record, verdict, policy.probe, start)

  test.each(['auth', 'unreachable', 'config'] as const)('%s suspends', (kind) => {
    const failure = aFailure(kind)
    expect(on(undefined, judge(failure))).toEqual({ ...suspended, cause: failure })
  })
  test.each(['transient', 'rate_limited', 'data', 'period_closed', 'awaiting_approval'] as const)(
    '%s does not suspend',
    (kind) => expect(on(undefined, judge(aFailure(kind)))).toBeUndefined(),
  )
  test('while it lasts, only the probe tells anything', () => {
    const open = probing(suspended, probe)
    for (const verdict of [broken, judge(undefined), { kind: 'untried' } as const])
      expect(on(open, verdict, other)).toBe(open)
    expect(on(suspended, judge(undefined))).toBe(suspended)
  })
  test('a probe that is answered about the record itself resumes', () => {
    for (const verdict of [
      judge(undefined),
      judge(aFailure('data')),
      judge(aFailure('rate_limited')),
    ])
      expect(on(probing(suspended, probe), verdict)).toBeUndefined()
  })
  test('probes that fail come half as often each time, up to the longest pause', () => {
    const pauses: number[] = []
    let now: Suspension | undefined = suspended
    for (let at = 0; at < 8; at++) {
      now = on(probing(now!, probe), at === 3 ? judge(aFailure('transient')) : broken)
      pauses.push((now!.probeAt!.getTime() - start.getTime()) / 1_000)
    }
    expect(pauses).toEqual([60, 120, 240, 480, 900, 900, 900, 900])
    expect(now!.cause.class).toBe('auth')
  })
  test('a probe that was taken back is let go again at once', () => {
    expect(on(probing(suspended, probe), { kind: 'untried' })).toEqual(halfOpen(suspended, start))
  })
})

describe('configuration', () => {
  const never = () => undefined
  const at = (version: number) => ({ ...anOrganization(), version })
  test('applies only a greater version, and looks at everything that waits again', () => {
    expect(configure(anOrganization({ version: 5 }), at(5), start, never).ok).toBe(false)
    expect(configure(anOrganization({ version: 5 }), at(4), start, never).ok).toBe(false)
    expect(configure(anOrganization({ version: 5, round: 8 }), at(6), start, never)).toMatchObject({
      ok: true,
      value: { version: 6, round: 9 },
    })
  })
  test('half-opens a suspended connector at once', () => {
    const suspension = { cause: aFailure('auth'), since: start, failures: 4, probeAt: after(1e6) }
    expect(configure(anOrganization({ suspension }), at(2), start, never)).toMatchObject({
      value: { suspension: { probeAt: start } },
    })
  })
  test.each<[string, Organization['connector'], boolean]>([
    ['disabled', aConnector({ enabled: false }), true],
    ['removed', null, true],
    ['pointed at another ledger', aConnector({ targetFingerprint: 'target-2' }), true],
    ['given new secrets', aConnector({ credentialsVersion: 2 }), false],
  ])(
    'TOGGLE-7 a connector that is %s takes back what is not sent: %s, %s',
    (_, connector, back) => {
      expect(takesBack(anOrganization(), anOrganization({ connector }))).toBe(back)
    },
  )
})

describe('admission', () => {
  const kept = {
    record: aSyncRecord({ status: 'pending', lastRound: 0 }),
    content: anApprovedRecord(),
  }
  const suspension = { cause: aFailure('auth'), since: start, failures: 1 }
  const sendFrom = '2026-11-22T00:00:00Z'
  test.each<[string, Partial<Organization>, object]>([
    [
      'nothing configured',
      { connector: null },
      { kind: 'hold', reason: { code: 'not_configured' } },
    ],
    [
      'TOGGLE-2 disabled',
      { connector: aConnector({ enabled: false, sendFrom }) },
      { kind: 'hold', reason: { code: 'connector_disabled' } },
    ],
    ['suspended', { suspension }, { kind: 'hold', reason: { code: 'connector_suspended' } }],
    [
      'approved too early',
      { connector: aConnector({ sendFrom }), suspension },
      { kind: 'leave_out' },
    ],
    [
      'unmapped',
      { mapping: { ...anOrganization().mapping, categories: {} } },
      { kind: 'hold', reason: { code: 'mapping_missing', categories: ['taxi'] } },
    ],
    ['all there', {}, { kind: 'send' }],
  ])('%s', (_, organization, expected) => {
    expect(admit(anOrganization(organization), kept)).toMatchObject(expected)
  })
  test('a probe goes through a suspended connector, and through nothing else', () => {
    const asProbe = (changed: Partial<Organization>) =>
      admit(anOrganization(changed), kept, 'as_probe').kind
    expect(asProbe({ suspension })).toBe('send')
    expect(asProbe({ suspension, connector: aConnector({ enabled: false }) })).toBe('hold')
  })
})

describe('run', () => {
  const nothingLeft = { waiting: 0, turns: 0, awaitingTrial: 0 }
  const run = count(openRun('run-1', 'hlf', start), 'planned', start)
  test('is over when nothing has been outstanding for a while', () => {
    expect(complete(run, nothingLeft, policy.run, after(5_000))).toBeUndefined()
    const answered = count(run, 'posted', after(5_000))
    expect(outstandingIn(answered)).toBe(0)
    expect(complete(answered, nothingLeft, policy.run, after(5_999))).toBeUndefined()
    expect(complete(answered, nothingLeft, policy.run, after(6_000))).toMatchObject({
      completedAt: after(6_000),
    })
  })
  test('of a person goes on while the turn of one of its records is to come, and says at its end what still waits', () => {
    const manual = openRun('run-1', 'hlf', start, { trigger: 'manual' })
    const end = (left: Left, at = after(5_000)) => complete(manual, left, policy.run, at)
    expect(end({ ...nothingLeft, waiting: 3, turns: 1 })).toBeUndefined()
    expect(end({ ...nothingLeft, waiting: 3 })?.counts.waiting).toBe(3)
    expect(end({ ...nothingLeft, waiting: 3, awaitingTrial: 2 })?.counts.awaitingTrial).toBe(2)
    expect(end({ ...nothingLeft, waiting: 3, turns: 1 }, after(600_000))?.completedAt).toEqual(
      after(600_000),
    )
    expect(
      complete(
        { ...manual, trigger: 'approval' },
        { ...nothingLeft, waiting: 3, turns: 1 },
        policy.run,
        after(5_000),
      ),
    ).toBeDefined()
  })
  test('of a person takes what was accepted until the moment of its plan', () => {
    const manual = openRun('run-1', 'hlf', after(9), { trigger: 'manual', takesUntil: start })
    const record = (createdAt: Date) =>
      aSyncRecord({ status: 'pending', lastRound: 1 }, { createdAt })
    expect(runFor([manual], record(start))).toBe(manual)
    expect(runFor([manual], record(after(1)))).toBeUndefined()
  })
  test('is over after ten minutes at the latest', () => {
    expect(complete(run, nothingLeft, policy.run, after(600_000))?.sequence).toBeGreaterThan(
      run.sequence,
    )
  })
})

test('a sequence rises, also when the clock does not, and across a rebuild', () => {
  expect(nextSequence(0, start)).toBe(start.getTime())
  expect(nextSequence(start.getTime(), start)).toBe(start.getTime() + 1)
})
