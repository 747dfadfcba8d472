import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { SyncFailed, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { expect, test } from 'vitest'
import { openAlerting } from '#testing/alerting-process.ts'
import { eventsOf, hour } from '#testing/events.ts'

test('a week that is read at once raises what was raised then, once, and tells only what is still so', async () => {
  await using alerting = await openAlerting()
  const { topics, raised, call } = alerting
  const now = Date.now()
  const { configured, failed, queued, succeeded } = eventsOf('week', now)
  const blocked = { class: 'data', code: 'vat.unknown', message: 'No such VAT code.' } as const
  await topics.produce(ConnectorConfigured, [configured()])
  // The end of each comes before its beginning.
  await topics.produce(SyncSucceeded, [
    succeeded('over', 100 * hour),
    succeeded('waited', 90 * hour),
    succeeded('straight', 80 * hour),
    succeeded('now', hour),
  ])
  await topics.produce(SyncFailed, [
    failed('over', 120 * hour),
    failed('left', 70 * hour, { failure: blocked }),
  ])
  await topics.produce(SyncQueued, [queued('waited', 165 * hour)])

  await using first = alerting.start()
  const url = await first.listening
  const [open, ...others] = await raised('week')
  expect(others).toEqual([])
  expect(open).toMatchObject({ rule: 'final_failure', records: [{ recordId: 'left' }] })
  expect(open!.raisedAt).toBe(new Date(now - 70 * hour).toISOString())
  const caller = { roles: ['org_admin'], organization: 'week' } as const
  const past = await call(`${url}/alerts?state=resolved`, caller)
  const shown = past.rows.map(({ rule, raisedAt, resolvedAt }) => [
    rule,
    (now - Date.parse(raisedAt)) / hour,
    (now - Date.parse(resolvedAt!)) / hour,
  ])
  expect(shown.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
    ['final_failure', 120, 100],
    ['stalled', 117, 100],
    ['waiting', 117, 90],
  ])

  // A second replica, and the death of the first: nothing is told again.
  await using second = alerting.start()
  await second.listening
  await first.kill('SIGKILL')
  await topics.produce(SyncFailed, [failed('more', 1_000)])
  const told = await raised('week', ({ records }) =>
    records.some(({ recordId }) => recordId === 'more'),
  )
  expect(new Set(told.map(({ alertId }) => alertId)).size).toBe(2)
})
