import { describe, expect, test } from 'vitest'
import type { Situation, Troubles } from '../situation.ts'
import { standard } from '../thresholds.ts'
import type { Raised } from './rule.ts'
import { mutedBy, raisedIn } from './rules.ts'

const hour = 3_600_000
const day = 24 * hour
/** Moments are hours. */
const now = 1_000
const enabled = { at: 0, isEnabled: true }

const quietly: Situation = {
  since: -Infinity,
  now: now * hour,
  thresholds: standard,
  switches: [enabled],
  breakings: [],
  logChecks: [],
  troubles: [],
  failures: [],
  // Something was just posted.
  successes: [{ from: (now - 1) * hour, until: now * hour }],
}
const trouble = (kind: Troubles['kind'], from: number, until?: number, cause = 'c'): Troubles => ({
  kind,
  cause,
  from: from * hour,
  ...(until !== undefined && { until: until * hour }),
})
const success = (from: number, until = from) => ({ from: from * hour, until: until * hour })
const failures = (count: number, from: number) =>
  Array.from({ length: count }, (_, at) => ({ at: from * hour + at * 60_000, count: 1 }))
const off = (at: number) => ({ at: at * hour, isEnabled: false })
const on = (at: number) => ({ at: at * hour, isEnabled: true })

/** `rule cause raised-resolved`, in hours. */
const shown = ({ rule, cause, raisedAt, resolvedAt, switchedOff }: Raised) =>
  [
    rule,
    cause,
    `${Math.round(raisedAt / hour)}-${resolvedAt === undefined ? '' : Math.round(resolvedAt / hour)}`,
    ...(switchedOff ? ['off'] : []),
  ].join(' ')

function expectRaised(given: Partial<Situation>, expected: string[]) {
  expect(raisedIn({ ...quietly, ...given }).map(shown)).toEqual(expected)
}

test('where nothing is wrong nothing is raised', () => expectRaised({}, []))

describe.each(['third_failure', 'final_failure'] as const)('%s', (kind) => {
  test('ALERT-1 ALERT-8: is one alert for each cause', () =>
    expectRaised(
      {
        troubles: [
          trouble(kind, 1, undefined, 'a'),
          trouble(kind, 2, undefined, 'a'),
          trouble(kind, 3, undefined, 'b'),
        ],
      },
      [`${kind} a 1-`, `${kind} b 3-`],
    ))
  test('ALERT-5: is over when the last of its records is right', () =>
    expectRaised({ troubles: [trouble(kind, 1, 5), trouble(kind, 2, 9)] }, [`${kind} c 1-9`]))
  test('is closed when the connector is turned off, and there again when it is on', () =>
    expectRaised({ troubles: [trouble(kind, 1)], switches: [enabled, off(5), on(50)] }, [
      `${kind} c 1-5 off`,
      `${kind} c 50-`,
    ]))
})

describe('ALERT-2: error_rate', () => {
  const ten = failures(10, 1)
  test.each<[string, Partial<Situation>, string[]]>([
    ['is not raised at the limit', { failures: ten }, []],
    ['is raised beyond it', { failures: [...ten, ...failures(1, 2)] }, ['error_rate rate 2-25']],
    ['counts 24 hours', { failures: [...ten, ...failures(1, 25.5)] }, []],
    [
      'stays while a record is left failing',
      { failures: failures(11, 1), troubles: [trouble('failing', 1)] },
      ['error_rate rate 1-'],
    ],
    [
      'is over when the last of them is right, and the day, too',
      { failures: failures(11, 1), troubles: [trouble('failing', 1, 90)] },
      ['error_rate rate 1-90'],
    ],
    [
      'counts only what fails afterwards',
      { failures: [...failures(11, 1), ...failures(5, 30)], troubles: [trouble('failing', 1, 2)] },
      ['error_rate rate 1-25'],
    ],
    [
      'counts nothing from before it was last over',
      { failures: failures(11, 1), ratedUntil: 1.1 * hour },
      [],
    ],
    [
      'has a limit of the organisation',
      { failures: failures(3, 1), thresholds: { ...standard, errorsPerDay: 2 } },
      ['error_rate rate 1-25'],
    ],
    [
      'is nothing of a connector that is off',
      { failures: failures(11, 1), switches: [off(0)] },
      [],
    ],
  ])('%s', (_name, given, expected) => expectRaised(given, expected))
})

describe('ALERT-3: waiting', () => {
  test.each<[string, Partial<Situation>, string[]]>([
    [
      'is raised after 48 hours',
      { troubles: [trouble('waiting', now - 49)] },
      ['waiting waiting 999-'],
    ],
    ['and not before', { troubles: [trouble('waiting', now - 47)] }, []],
    [
      'is over when nothing has waited so long',
      {
        troubles: [trouble('waiting', 1, 60), trouble('waiting', 20, 61)],
        successes: [success(0), success(40), success(61, now)],
      },
      ['waiting waiting 49-60'],
    ],
    [
      'is nothing of a connector that is off',
      { troubles: [trouble('waiting', 1)], switches: [enabled, off(20)] },
      [],
    ],
    [
      'has a limit of the organisation',
      { troubles: [trouble('waiting', now - 3)], thresholds: { ...standard, waitingHours: 2 } },
      ['waiting waiting 999-'],
    ],
  ])('%s', (_name, given, expected) => {
    const successes = given.successes ?? [success(0, now)]
    expectRaised({ ...given, successes }, expected)
  })
})

describe('ALERT-7: stalled', () => {
  const young = [trouble('waiting', now - 1)]
  test.each<[string, Partial<Situation>, string[]]>([
    [
      'is raised however young each record is',
      { troubles: young, successes: [success(now - 50)] },
      ['stalled stalled 999-'],
    ],
    ['and not while something is posted', { troubles: young, successes: [success(now - 47)] }, []],
    ['nor while nothing waits', { successes: [success(now - 50)] }, []],
    [
      'nor for what is being looked up',
      { troubles: [trouble('waiting', now - 1, undefined, 'in_doubt')], successes: [success(1)] },
      [],
    ],
    [
      'counts from the first that waited where nothing was ever posted',
      {
        troubles: [trouble('waiting', now - 60, now - 20), trouble('waiting', now - 10)],
        successes: [],
      },
      ['stalled stalled 990-'],
    ],
    [
      'counts from when the connector was turned on',
      {
        troubles: [trouble('waiting', now - 40)],
        successes: [success(1)],
        switches: [off(0), on(now - 40)],
      },
      [],
    ],
    [
      'is over when something is posted',
      {
        troubles: [trouble('waiting', now - 40)],
        successes: [success(now - 60), success(now - 2, now)],
      },
      ['stalled stalled 988-998'],
    ],
    [
      'is closed when the connector is turned off',
      {
        troubles: [trouble('waiting', now - 10)],
        successes: [success(now - 60)],
        switches: [enabled, off(now - 5)],
      },
      ['stalled stalled 990-995 off'],
    ],
  ])('%s', (_name, given, expected) => expectRaised(given, expected))
})

test('late_delivery is one alert for all that is overdue', () =>
  expectRaised({ troubles: [trouble('overdue', 73), trouble('overdue', now - 1, now)] }, [
    'late_delivery overdue 73-',
  ]))

test('expiring_secret is raised 30 days before, and over when there is another secret', () => {
  const expires = (now + 10 * 24) * hour
  const soon = { ...enabled, secretsExpireAt: expires }
  const cause = new Date(expires).toISOString()
  expectRaised({ switches: [soon] }, [`expiring_secret ${cause} ${now - 20 * 24}-`])
  expectRaised({ switches: [soon, { ...on(900), secretsExpireAt: expires + 365 * day }] }, [
    `expiring_secret ${cause} ${now - 20 * 24}-900`,
  ])
})

test('suspended lasts until the connector goes on', () => {
  const cause = { class: 'auth', code: 'auth.refused' } as const
  const breakings = [
    { at: hour, cause },
    { at: 2 * hour, cause },
    { at: 3 * hour },
    { at: 900 * hour, cause },
  ]
  expectRaised({ breakings }, ['suspended suspended 1-3', 'suspended suspended 900-'])
})

test('posted_twice lasts until it was seen to, whether the connector is on or off', () => {
  const troubles = [trouble('doubled', 1, 20), trouble('doubled', 3, 20), trouble('doubled', 900)]
  expectRaised({ troubles, switches: [enabled, off(10)] }, [
    'posted_twice posted_twice 1-20',
    'posted_twice posted_twice 900-',
  ])
})

test('broken_log lasts until the log is found whole again, whether the connector is on or off', () => {
  const logChecks = [
    { at: hour, isIntact: false },
    { at: 2 * hour, isIntact: false },
    { at: 5 * hour, isIntact: true },
    { at: 900 * hour, isIntact: false },
  ]
  expectRaised({ logChecks, switches: [enabled, off(3)] }, [
    'broken_log broken_log 1-5',
    'broken_log broken_log 900-',
  ])
})

test('what one alert says no other says', () => {
  expect(mutedBy('waiting', new Set(['stalled', 'waiting']))).toBe('stalled')
  for (const rule of [
    'third_failure',
    'final_failure',
    'error_rate',
    'waiting',
    'stalled',
  ] as const)
    expect(mutedBy(rule, new Set(['suspended']))).toBe('suspended')
  expect(mutedBy('suspended', new Set(['suspended', 'stalled']))).toBe(undefined)
  expect(mutedBy('expiring_secret', new Set(['suspended']))).toBe(undefined)
})
