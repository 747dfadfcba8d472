import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { SyncFailed } from '@bilagsbro/events/sync'
import { expect, test } from 'vitest'
import { openAlerting } from '#testing/alerting-process.ts'
import { eventsOf, hour, minute } from '#testing/events.ts'

const asAdmin = { roles: ['org_admin'], organization: 'errors' } as const
const nextAttemptAt = '2099-01-01T00:00:00Z'

test('ALERT-2: more errors in 24 hours than the limit alert the administrator and global administrators; the limit is the organisation’s own', async () => {
  // Of two organisations at once global administrators would hear once: here is one alone.
  await using alerting = await openAlerting()
  await using service = alerting.start()
  const url = await service.listening
  const { topics, raised, resolved, call } = alerting
  const { configured, failed } = eventsOf('errors')
  await topics.produce(ConnectorConfigured, [configured()])
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) =>
      failed(`r-${from + at}`, 2 * hour + at * minute, { attempt: 1, nextAttemptAt }),
    )
  await topics.produce(SyncFailed, [
    ...many(0, 11),
    failed('long-ago', 25 * hour, { attempt: 1, nextAttemptAt }),
  ])
  const [alert, ...others] = await raised('errors')
  expect(others).toEqual([])
  expect(alert).toMatchObject({
    rule: 'error_rate',
    audience: ['org_admin', 'global_admin'],
    text: {
      nb: '11 feil på 24 timer, grensen er 10',
      nn: '11 feil på 24 timar, grensa er 10',
      en: '11 errors in 24 hours, limit 10',
    },
  })

  const address = `${url}/organizations/errors/thresholds`
  expect(await call(address, asAdmin)).toMatchObject({ errorsPerDay: 10, chosen: {}, version: 0 })
  const save = (errorsPerDay: number) =>
    call(address, asAdmin, { method: 'PUT', body: { errorsPerDay } })
  expect(await save(12)).toMatchObject({
    errorsPerDay: 12,
    otherwise: { errorsPerDay: 10 },
    version: 1,
  })
  // By the limit of now it is none.
  expect(await resolved('errors')).toMatchObject([{ alertId: alert!.alertId, how: 'withdrawn' }])
  await topics.produce(
    SyncFailed,
    many(20, 2).map((event, at) => ({
      ...event,
      at: new Date(Date.now() - hour - at * minute).toISOString(),
    })),
  )
  const again = await raised('errors', ({ alertId }) => alertId !== alert!.alertId)
  expect(again.at(-1)!.text.en).toBe('13 errors in 24 hours, limit 12')
})
