import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { SyncFailed, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { afterAll, expect, test } from 'vitest'
import { openAlerting } from '#testing/alerting-process.ts'
import { eventsOf, hour, minute } from '#testing/events.ts'

await using resources = new AsyncDisposableStack()
const alerting = resources.use(await openAlerting())
const service = resources.use(alerting.start())
await service.listening
const owned = resources.move()
afterAll(() => owned.disposeAsync())
const { topics } = alerting

test('ALERT-8 ALERT-5: a final failure alerts at once, one alert for its cause, and is resolved when all its records are posted', async () => {
  const { configured, failed, succeeded } = eventsOf('final')
  await topics.produce(ConnectorConfigured, [configured()])
  await topics.produce(SyncFailed, [failed('r-1', 2 * minute), failed('r-2', minute)])
  const [raised] = await alerting.raised('final')
  expect(raised).toMatchObject({
    rule: 'final_failure',
    audience: ['org_admin'],
    affected: 2,
    remaining: 2,
    records: [
      { recordId: 'r-1', revision: 1 },
      { recordId: 'r-2', revision: 1 },
    ],
    link: `/organisasjoner/final?varsel=${raised!.alertId}`,
  })
  expect(raised!.text.nb).toContain('Kontoen «7140»')
  await topics.produce(SyncSucceeded, [succeeded('r-1', 3_000)])
  await topics.produce(SyncSucceeded, [succeeded('r-2', 2_000)])
  const [resolved] = await alerting.resolved('final')
  expect(resolved).toMatchObject({
    alertId: raised!.alertId,
    how: 'proved',
    remaining: 0,
    affected: 2,
  })
})

test('ALERT-3: records that wait for more than 48 hours alert', async () => {
  const { configured, queued } = eventsOf('waits')
  await topics.produce(ConnectorConfigured, [configured()])
  await topics.produce(SyncQueued, [queued('r-1', 49 * hour), queued('r-2', hour)])
  const raised = await alerting.raised('waits', 1)
  expect(raised.map(({ rule }) => rule)).toContain('stalled')
})
