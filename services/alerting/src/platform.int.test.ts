import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { PostingCompleted } from '@bilagsbro/events/posting'
import { createBrokerWatch } from '@bilagsbro/messaging/broker-watch'
import { expect, test } from 'vitest'
import { openAlerting } from '#testing/alerting-process.ts'

const of = (rule: string) => (data: { readonly rule: string }) => data.rule === rule

test('topics that are not as declared, and messages that were set aside, alert global administrators alone', async () => {
  await using alerting = await openAlerting({ WATCH_MS: '200' })
  const { topics, raised } = alerting
  await using service = alerting.start()
  await service.listening
  // The topics of tests have two partitions.
  const [settings] = await raised(undefined, of('topic_settings'))
  expect(settings).toMatchObject({
    audience: ['global_admin'],
    link: `/organisasjoner?varsel=${settings!.alertId}`,
  })
  expect(settings!.text.en).toContain(PostingCompleted.topic)

  await topics.produceRaw(ConnectorConfigured.topic, [{ key: 'hlf', value: '{}' }])
  const letters = await raised(undefined, of('dead_letters'))
  expect(letters.findLast(of('dead_letters'))).toMatchObject({
    cause: ConnectorConfigured.topic,
    affected: 1,
  })
})

test('a service lags by how long it has not reached an end that was seen', async () => {
  await using alerting = await openAlerting()
  const { topics } = alerting
  await using watch = createBrokerWatch(topics.connection)
  await using service = alerting.start()
  await service.listening
  await expect
    .poll(async () => [...(await watch.lags(0))], { timeout: 20_000 })
    .toEqual([['alerting', 0]])
  await service.kill('SIGKILL')
  // Whoever does not run lags no less, and is seen elsewhere: its group has no members in the end.
  expect([...(await watch.lags(1_000))].filter(([, lag]) => lag > 0)).toEqual([])
})
