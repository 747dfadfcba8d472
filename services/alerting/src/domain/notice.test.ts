import { expect, test } from 'vitest'
import type { Alert } from './alert.ts'
import { episodesOf } from './episode.ts'
import { acknowledge, snooze, tend, type Notice } from './notice.ts'
import type { Span } from './span.ts'

const minute = 60_000
const hour = 60 * minute
const gatherMs = minute
const fresh: Alert = {
  id: 'a-1',
  organizationId: 'hlf',
  rule: 'final_failure',
  cause: 'c',
  raisedAt: 0,
  reopenedAt: [],
  isUnstable: false,
  affected: 3,
  remaining: 3,
  detail: {},
  dueAt: gatherMs,
  isEndTold: false,
  isReminded: false,
  sequence: 0,
}
const told: Alert = { ...fresh, told: { at: minute, affected: 3 }, sequence: 1 }
const twice: Alert = { ...told, rule: 'posted_twice' }
const over = { resolvedAt: hour, end: 'proved', remaining: 0 } as const

const word = (notice: Notice | undefined) =>
  notice && (notice.kind === 'updated' ? `${notice.change} ${notice.notify}` : notice.kind)

test.each<[string, Alert, number, string | undefined]>([
  ['gathers for a minute', fresh, 0.9 * minute, undefined],
  ['ALERT-9: is told when it has gathered', fresh, minute, 'raised'],
  ['is told once', told, 5 * hour, undefined],
  [
    'is told again when it affects ten times as many',
    { ...told, affected: 30 },
    hour,
    'grown true',
  ],
  ['ALERT-5: is told when it is over', { ...told, ...over }, hour, 'resolved'],
  ['is over once', { ...told, ...over, isEndTold: true }, hour, undefined],
  [
    'what was over before it was told is told to nobody',
    { ...fresh, ...over },
    9 * hour,
    undefined,
  ],
  [
    'that is there again after its end was told calls again',
    { ...told, isEndTold: true },
    hour,
    'reopened true',
  ],
  [
    'that came back too often, too',
    { ...told, isEndTold: true, isUnstable: true },
    hour,
    'reopened true',
  ],
  [
    'that came back before its end was told calls nobody',
    { ...told, reopenedAt: [9] },
    hour,
    undefined,
  ],
  [
    'of another doubling calls again when it has gathered',
    { ...twice, affected: 4, remaining: 4 },
    2 * minute,
    'grown true',
  ],
  ['of another doubling gathers', { ...twice, affected: 4 }, 1.5 * minute, undefined],
  [
    'of another doubling calls again through a snooze',
    { ...twice, affected: 4, snoozed: { by: 'u', until: 9 * hour } },
    hour,
    'grown true',
  ],
  [
    'of a doubling that a word was not for calls again',
    { ...twice, remaining: 1, acknowledged: { by: 'u', at: minute } },
    1.1 * minute,
    'reopened true',
  ],
  [
    'of doublings that were all seen to is not told again',
    { ...twice, remaining: 0, acknowledged: { by: 'u', at: minute } },
    1.1 * minute,
    undefined,
  ],
  ['is snoozed until then', { ...told, snoozed: { by: 'u', until: 2 * hour } }, hour, undefined],
  [
    'calls when the snooze ends',
    { ...told, snoozed: { by: 'u', until: 2 * hour } },
    2 * hour,
    'snooze_over true',
  ],
  ['is seen', { ...told, acknowledged: { by: 'u', at: hour } }, 24 * hour, undefined],
  [
    'reminds a day after it was seen',
    { ...told, acknowledged: { by: 'u', at: hour } },
    25 * hour,
    'reminder true',
  ],
  [
    'reminds once',
    { ...told, acknowledged: { by: 'u', at: hour }, isReminded: true },
    99 * hour,
    undefined,
  ],
])('an alert %s', (_name, alert, now, expected) => {
  const { alert: after, notice } = tend(alert, { now, gatherMs })
  expect(word(notice)).toBe(expected)
  expect(word(tend(after, { now, gatherMs }).notice)).toBe(undefined)
  expect(after.sequence > alert.sequence).toBe(notice !== undefined)
})

test('what another says is told to nobody, and gathers anew when the other is over', () => {
  const muted = tend(fresh, { now: 2 * minute, gatherMs, mutedBy: 'suspended' })
  expect(muted.notice).toBe(undefined)
  const free = tend(muted.alert, { now: hour, gatherMs })
  expect([free.notice, free.alert.dueAt]).toEqual([undefined, hour + gatherMs])
  expect(tend(free.alert, { now: hour + gatherMs, gatherMs }).notice?.kind).toBe('raised')
})

test('what comes back while another says it is told when the other is over, if it is still there', () => {
  const back = { ...told, isEndTold: true, affected: 7 }
  const muted = tend(back, { now: hour, gatherMs, mutedBy: 'suspended' })
  expect([muted.notice, muted.alert.isEndTold]).toEqual([undefined, true])
  const free = tend(muted.alert, { now: 2 * hour, gatherMs })
  expect(word(free.notice)).toBe('reopened true')
  expect(free.alert.told).toEqual({ at: 2 * hour, affected: 7 })
  expect(tend({ ...muted.alert, ...over }, { now: 2 * hour, gatherMs }).notice).toBeUndefined()
})

test.each([
  ['3 minutes', 3 * minute, 'raised,resolved,reopened,resolved,reopened,resolved,reopened'],
  ['10 seconds', 10_000, 'raised,resolved,reopened,resolved,reopened,resolved,reopened'],
])(
  'what comes and goes every %s is told until it is unstable, and then once',
  (_name, every, expected) => {
    const spans: Span[] = []
    let alert: Alert = { ...fresh, dueAt: 0 }
    const heard: string[] = []
    for (let now = 0; now < 50 * every; now += every) {
      if (spans.at(-1)?.until === Infinity) spans.push({ from: spans.pop()!.from, until: now })
      else spans.push({ from: now, until: Infinity })
      const [episode] = episodesOf(spans, now)
      const tended = tend({ ...alert, resolvedAt: undefined, ...episode }, { now, gatherMs })
      alert = tended.alert
      if (tended.notice) heard.push(word(tended.notice)!.replace(' true', ''))
    }
    expect(heard.join()).toBe(expected)
  },
)

test('ALERT-9: what a person does is told with the person, and is no news to others', () => {
  const { alert, notice } = acknowledge(told, 'user-1', hour)
  expect(notice).toMatchObject({ change: 'acknowledged', by: 'user-1', notify: false })
  expect([alert.acknowledged, alert.newsAt]).toEqual([{ by: 'user-1', at: hour }, undefined])
  const later = snooze(alert, 'user-2', 5 * hour, hour)
  expect(later.notice).toMatchObject({ change: 'snoozed', by: 'user-2' })
  expect(later.alert).toMatchObject({
    snoozed: { until: 5 * hour },
    acknowledged: { by: 'user-1' },
  })
})

test('people are called again, once, for what came after they were told', () => {
  const again = { at: 2 * hour, change: 'sooner' } as const
  expect(tend(told, { now: hour, gatherMs, again }).notice).toBeUndefined()
  const { alert, notice } = tend(told, { now: 2 * hour, gatherMs, again })
  expect(word(notice)).toBe('sooner true')
  expect(tend(alert, { now: 3 * hour, gatherMs, again }).notice).toBeUndefined()
  const lately = { ...told, told: { at: 2.5 * hour, affected: 3 } }
  expect(tend(lately, { now: 3 * hour, gatherMs, again }).notice).toBeUndefined()
})
