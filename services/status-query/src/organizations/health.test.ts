import { expect, test } from 'vitest'
import { healthOf, silenceOf, type Situation } from './health.ts'

const now = new Date('2026-11-21T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const fine: Situation = {
  configured: true,
  enabled: true,
  waiting: { count: 0 },
  overdue: { count: 0 },
  failed: { count: 0 },
  retrying: { count: 0 },
  unbooked: { count: 0 },
  setAside: { count: 0 },
  lastRun: { startedAt: hoursAgo(2), completedAt: hoursAgo(1), sent: 3, succeeded: 3 },
  lastSuccessAt: hoursAgo(1),
}
const days = 24
const completedBefore = (hours: number) => ({
  ...fine.lastRun!,
  startedAt: hoursAgo(hours),
  completedAt: hoursAgo(hours),
})
const overdueFor = (hours: number): Partial<Situation> => ({
  waiting: { count: 1, oldestAt: hoursAgo(hours) },
  overdue: { count: 1, oldestAt: hoursAgo(hours) },
})
/** Nothing of the last run reached the ledger, nor has anything since. */
const inVain: Partial<Situation> = {
  lastRun: { startedAt: hoursAgo(2), completedAt: hoursAgo(1), sent: 3, succeeded: 0 },
  lastSuccessAt: hoursAgo(3),
}

test.each<[string, Partial<Situation>, string, string[]]>([
  ['STATUS-3: the last run went without errors', {}, 'green', ['fine']],
  ['no connector is set up', { configured: false }, 'not_configured', ['not_configured']],
  [
    'the connector is off, whatever failed',
    { enabled: false, failed: { count: 3 } },
    'disabled',
    ['disabled'],
  ],
  [
    'STATUS-4: a record failed',
    { failed: { count: 2, oldestAt: hoursAgo(5) } },
    'amber',
    ['failed'],
  ],
  [
    'STATUS-4: the last attempt of a record failed, and the next is still to come',
    { waiting: { count: 2, oldestAt: hoursAgo(1) }, retrying: { count: 2, oldestAt: hoursAgo(1) } },
    'amber',
    ['retrying'],
  ],
  [
    'STATUS-4: nothing of the last run succeeded, and its records are in doubt',
    { ...inVain, waiting: { count: 3, oldestAt: hoursAgo(2) } },
    'amber',
    ['nothing_succeeded'],
  ],
  [
    'something succeeded since a run in which nothing did',
    { ...inVain, waiting: { count: 3, oldestAt: hoursAgo(2) }, lastSuccessAt: hoursAgo(0.5) },
    'green',
    ['fine'],
  ],
  [
    'STATUS-7: what failed in a run in which nothing succeeded has been resolved',
    inVain,
    'green',
    ['fine'],
  ],
  [
    'BOOKS-1: the ledger has not booked in time what was delivered',
    { unbooked: { count: 2, oldestAt: hoursAgo(4 * days) } },
    'amber',
    ['unbooked'],
  ],
  [
    'STATUS-4: records came before their organisation was known',
    { setAside: { count: 1, oldestAt: hoursAgo(1) } },
    'amber',
    ['set_aside'],
  ],
  ['a secret expires in an hour', { secretsExpireAt: hoursAgo(-1) }, 'green', ['fine']],
  [
    'a secret has expired, though nothing has been refused for it yet',
    { secretsExpireAt: hoursAgo(0) },
    'amber',
    ['secret_expired'],
  ],
  [
    'a secret of a connector that is off has expired',
    { enabled: false, secretsExpireAt: hoursAgo(1) },
    'disabled',
    ['disabled', 'secret_expired'],
  ],
  [
    'STATUS-5: no run for a day while one was due',
    { ...overdueFor(25), lastRun: completedBefore(30) },
    'red',
    ['no_run', 'old'],
  ],
  [
    'STATUS-5: what waits is old, and the connector was set up an hour ago and has not run yet',
    { ...overdueFor(70), lastRun: undefined, changedAt: hoursAgo(1) },
    'red',
    ['old'],
  ],
  [
    'STATUS-5: set up over a day ago, and has not run yet',
    { ...overdueFor(70), lastRun: undefined, changedAt: hoursAgo(25) },
    'red',
    ['no_run', 'old'],
  ],
  ['no run for a day, but nothing waits', { lastRun: completedBefore(100) }, 'green', ['fine']],
  ['a record has waited for over a day though runs go on', overdueFor(25), 'red', ['old']],
  [
    'a record has waited for less than a day',
    { waiting: { count: 1, oldestAt: hoursAgo(23) } },
    'green',
    ['fine'],
  ],
  [
    'a record was approved long ago, and its scheduled run is still to come',
    { waiting: { count: 1, oldestAt: hoursAgo(60) } },
    'green',
    ['fine'],
  ],
  [
    'what waits was approved after a run in which nothing succeeded',
    { ...inVain, waiting: { count: 3, oldestAt: hoursAgo(0.5) } },
    'green',
    ['fine'],
  ],
  [
    'STATUS-7: red beats amber, and both are said',
    {
      suspended: { since: hoursAgo(2), code: 'auth.wrong_secret', message: 'Wrong secret.' },
      failed: { count: 1 },
    },
    'red',
    ['suspended', 'failed'],
  ],
])('%s', (_name, difference, level, rules) => {
  const health = healthOf({ ...fine, ...difference }, now)
  expect(health.level).toBe(level)
  expect(health.rules.map(({ rule }) => rule)).toEqual(rules)
})

test('STATUS-7: a suspended connector is red, and the reason says since when and why', () => {
  const suspended = { since: hoursAgo(2), code: 'auth.wrong_secret', message: 'Wrong secret.' }
  expect(healthOf({ ...fine, suspended }, now)).toEqual({
    level: 'red',
    rules: [
      {
        rule: 'suspended',
        params: {
          at: '2026-11-21T10:00:00.000Z',
          code: 'auth.wrong_secret',
          cause: 'Wrong secret.',
        },
      },
    ],
  })
})

test('STATUS-7: all that is wrong is said, the worst first', () => {
  const open = { count: 1, oldestAt: hoursAgo(8 * days) }
  const situation = {
    ...fine,
    ...inVain,
    waiting: open,
    overdue: open,
    failed: open,
    retrying: open,
  }
  const expired = { unbooked: open, setAside: open, secretsExpireAt: hoursAgo(1) }
  const health = healthOf({ ...situation, ...expired }, now)
  expect(health.level).toBe('red')
  expect(health.rules.map(({ rule }) => rule)).toEqual([
    'old',
    'failed',
    'retrying',
    'nothing_succeeded',
    'unbooked',
    'set_aside',
    'secret_expired',
  ])
})

test('HEALTH-3, STATUS-5: the clock alone turns health, and warns of silence', () => {
  const situation = { ...fine, ...overdueFor(20) }
  const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  expect(healthOf(situation, now).level).toBe('green')
  expect(healthOf(situation, inHours(5)).level).toBe('red')
  const sending = { enabled: true, lastRunAt: hoursAgo(20) }
  expect(silenceOf(sending, now)).toBeUndefined()
  expect(silenceOf(sending, inHours(5))).toEqual({
    rule: 'no_run',
    params: { hours: 25, at: hoursAgo(20).toISOString() },
  })
})

test.each([
  ['is off', { enabled: false, lastRunAt: hoursAgo(25) }, undefined],
  ['had a run a day ago', { enabled: true, lastRunAt: hoursAgo(24) }, undefined],
  ['had its last run longer ago', { enabled: true, lastRunAt: hoursAgo(49) }, 49],
  ['was changed since', { enabled: true, lastRunAt: hoursAgo(49), changedAt: now }, 49],
  ['was set up just now and never ran', { enabled: true, changedAt: hoursAgo(1) }, undefined],
  ['was set up long ago and never ran', { enabled: true, changedAt: hoursAgo(30) }, 30],
])('HEALTH-3: an organisation that %s is silent for %s hours', (_what, sending, hours) => {
  expect(silenceOf(sending, now)?.params['hours']).toBe(hours)
})
