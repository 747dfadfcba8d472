import { expect, test } from 'vitest'
import { healthOf, type Situation } from './health.ts'

const now = new Date('2026-11-21T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const fine: Situation = {
  configured: true,
  enabled: true,
  waiting: { count: 0 },
  failed: { count: 0 },
  lastRunAt: hoursAgo(1),
  lastSuccessAt: hoursAgo(1),
}

test.each<[string, Partial<Situation>, string, string[]]>([
  ['nothing is wrong', {}, 'green', ['fine']],
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
    'STATUS-5: no run for a day while one was due',
    { waiting: { count: 1, oldestAt: hoursAgo(25) }, lastRunAt: hoursAgo(30) },
    'red',
    ['no_run', 'old'],
  ],
  ['no run for a day, but nothing waits', { lastRunAt: hoursAgo(100) }, 'green', ['fine']],
  [
    'a record has waited for over a day though runs go on',
    { waiting: { count: 1, oldestAt: hoursAgo(25) } },
    'red',
    ['old'],
  ],
  [
    'a record has waited for less than a day',
    { waiting: { count: 1, oldestAt: hoursAgo(23) } },
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
