import { AuditChecked } from '@bilagsbro/events/audit-checked'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import {
  ConnectorResumed,
  ConnectorSuspended,
  SyncDoubled,
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncQueued,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import { afterAll, expect, test } from 'vitest'
import { openAlerting } from '#testing/alerting-process.ts'
import { eventsOf, hour, minute } from '#testing/events.ts'

await using resources = new AsyncDisposableStack()
const alerting = resources.use(await openAlerting())
const service = resources.use(alerting.start())
const url = await service.listening
const owned = resources.move()
afterAll(() => owned.disposeAsync())
const { topics, raised, updated, resolved, call } = alerting

/** An organisation whose connector is on. */
async function open(organizationId: string) {
  const events = eventsOf(organizationId)
  await topics.produce(ConnectorConfigured, [events.configured()])
  return events
}
const of = (rule: string) => (data: { readonly rule: string }) => data.rule === rule
const asAdmin = (organization: string) => ({ roles: ['org_admin'], organization }) as const
const inbox = (organization: string, query = '') =>
  call(`${url}/alerts?organizationId=${organization}${query}`, asAdmin(organization))

test('ALERT-1: the third failed attempt in a row alerts the administrator, with the type and the error; the second does not', async () => {
  const { failed } = await open('third')
  const next = { nextAttemptAt: new Date(Date.now() + hour).toISOString() }
  const reference = 'BB27842DZ3V0HVHP'
  await topics.produce(SyncFailed, [
    failed('r-1', 9 * minute, { attempt: 1, ...next }),
    failed('r-2', 9 * minute, { attempt: 1, ...next }),
    failed('r-1', 8 * minute, { attempt: 2, ...next }),
    failed('r-1', 7 * minute, {
      attempt: 3,
      recordType: 'travel_reimbursement',
      reference,
      ...next,
    }),
  ])
  const [alert, ...others] = await raised('third')
  expect(others).toEqual([])
  expect(alert).toMatchObject({
    rule: 'third_failure',
    audience: ['org_admin'],
    notify: true,
    affected: 1,
    records: [{ recordId: 'r-1', revision: 1 }],
  })
  expect(alert!.text).toMatchObject({
    nb: expect.stringMatching(
      /^Reiseregning BB27842DZ3V0HVHP kom ikke fram på tre forsøk: .*«7140»/,
    ),
    nn: expect.stringMatching(
      /^Reiserekning BB27842DZ3V0HVHP kom ikkje fram på tre forsøk: .*«7140»/,
    ),
    en: expect.stringMatching(/^Travel claim BB27842DZ3V0HVHP failed three times: .*«7140»/),
  })
})

test('ALERT-3 ALERT-4: records that wait for more than 48 hours alert, with a link to the page that shows them', async () => {
  const { queued, succeeded } = await open('waits')
  await topics.produce(SyncSucceeded, [succeeded('other', minute)])
  await topics.produce(SyncQueued, [queued('r-1', 49 * hour), queued('r-2', hour)])
  const [alert] = await raised('waits')
  expect(alert).toMatchObject({ rule: 'waiting', affected: 1, records: [{ recordId: 'r-1' }] })
  expect(alert!.link).toBe(`/organisasjoner/waits?varsel=${alert!.alertId}`)
  expect(Date.parse(alert!.raisedAt)).toBeGreaterThan(Date.now() - 2 * hour)
  expect(await call(`${url}/alerts/${alert!.alertId}`, asAdmin('waits'))).toMatchObject({
    rule: 'waiting',
    records: [{ recordId: 'r-1', revision: 1 }],
  })
})

test('ALERT-3: what waits while the connector is off, or for its scheduled run, is not late', async () => {
  const { configured, queued, failed } = eventsOf('off')
  await topics.produce(ConnectorConfigured, [configured({ enabled: false })])
  await topics.produce(SyncQueued, [queued('r-1', 60 * hour)])
  const scheduled = await open('scheduled')
  const nextRunAt = new Date(Date.now() + hour).toISOString()
  await topics.produce(SyncQueued, [
    scheduled.queued('r-1', 60 * hour, { code: 'awaiting_run', nextRunAt }),
  ])
  // What else there is of them is told in the same breath.
  await topics.produce(SyncFailed, [scheduled.failed('r-2', minute), failed('r-2', minute)])
  expect((await raised('scheduled')).map(({ rule }) => rule)).toEqual(['final_failure'])
  expect((await inbox('off')).rows).toEqual([])
})

test('ALERT-5: when all records are posted or handled, a notice says that it is resolved', async () => {
  const { failed, succeeded, handled } = await open('resolves')
  await topics.produce(SyncFailed, [
    failed('r-1', 9 * minute),
    failed('r-2', 8 * minute),
    failed('r-3', 7 * minute),
  ])
  const [alert] = await raised('resolves')
  expect(alert).toMatchObject({ affected: 3, remaining: 3 })
  await topics.produce(SyncSucceeded, [succeeded('r-1', 5_000), succeeded('r-2', 4_000)])
  await expect
    .poll(async () => call(`${url}/alerts/${alert!.alertId}`, asAdmin('resolves')), {
      timeout: 20_000,
    })
    .toMatchObject({ remaining: 1, state: 'open' })
  await topics.produce(SyncHandled, [handled('r-3', 3_000)])
  const [over, ...others] = await resolved('resolves')
  expect(others).toEqual([])
  expect(over).toMatchObject({
    alertId: alert!.alertId,
    how: 'proved',
    affected: 3,
    remaining: 0,
    notify: true,
  })
  expect(over!.text.nb).toMatch(/^Løst .* alle bilag er bokført eller håndtert/)
})

test('ALERT-5: a connector that is turned off has mended nothing', async () => {
  const { configured, failed } = await open('switched')
  await topics.produce(SyncFailed, [failed('r-1', 9 * minute)])
  await raised('switched')
  await topics.produce(ConnectorConfigured, [configured({ enabled: false }, 2, minute)])
  expect(await resolved('switched')).toMatchObject([{ how: 'switched_off', remaining: 1 }])
})

test('ALERT-6: several organisations that alert at once are one alert for global administrators, which stays the same as others join', async () => {
  const [first, second] = [await open('together-a'), await open('together-b')]
  await topics.produce(SyncFailed, [first.failed('r-1', 2 * minute), second.failed('r-1', minute)])
  const [alert] = await raised(undefined, of('organizations'))
  expect(alert).toMatchObject({
    audience: ['global_admin'],
    link: `/organisasjoner?varsel=${alert!.alertId}`,
  })
  const third = await open('together-c')
  await topics.produce(SyncFailed, [third.failed('r-1', 1_000)])
  await expect
    .poll(
      async () => {
        const shown = await call(`${url}/alerts/${alert!.alertId}`, { roles: ['global_admin'] })
        return shown.organizations?.map(({ name }) => name)
      },
      { timeout: 20_000 },
    )
    .toEqual(expect.arrayContaining(['TOGETHER-A', 'TOGETHER-B', 'TOGETHER-C']))
  for (const organization of ['together-a', 'together-b', 'together-c'])
    expect(await raised(organization)).toMatchObject([{ audience: ['org_admin'] }])
  expect((await raised(undefined)).filter(of('organizations'))).toHaveLength(1)
})

test('ALERT-7: nothing posted for 48 hours while records wait alerts, however young each of them is', async () => {
  const { queued, succeeded } = await open('stalls')
  await topics.produce(SyncSucceeded, [succeeded('old', 50 * hour)])
  await topics.produce(SyncQueued, [queued('r-1', 10 * minute)])
  const [alert] = await raised('stalls')
  expect(alert).toMatchObject({ rule: 'stalled', affected: 1 })
  expect(alert!.text.nb).toBe('Ingenting bokført på 48 timer; 1 bilag venter')
  await topics.produce(SyncSucceeded, [succeeded('r-1', 1_000)])
  expect(await resolved('stalls')).toMatchObject([{ alertId: alert!.alertId, how: 'proved' }])
})

test('ALERT-8: a failure that is final before the third attempt alerts at once, one alert for each cause', async () => {
  const { failed } = await open('final')
  const other = { class: 'data', code: 'vat.unknown', message: 'No such VAT code.' } as const
  await topics.produce(SyncFailed, [
    failed('r-1', 3 * minute),
    failed('r-2', 2 * minute),
    failed('r-3', minute, { failure: other }),
  ])
  const sizes = new Set<number>()
  const alerts = await raised('final', ({ records }) => sizes.add(records.length).size === 2)
  expect(alerts.map(({ rule, affected }) => `${rule} ${affected}`).toSorted()).toEqual([
    'final_failure 1',
    'final_failure 2',
  ])
})

test('ALERT-9: an alert is raised within five minutes, once for its cause, and can be seen and snoozed', async () => {
  const { failed } = await open('people')
  await topics.produce(SyncFailed, [failed('r-1', 1_000)])
  const [alert] = await raised('people')
  expect(Date.parse(alert!.at) - Date.parse(alert!.raisedAt)).toBeLessThan(5 * minute)
  // More of the same is the same.
  await topics.produce(SyncFailed, [failed('r-2', 900), failed('r-1', 1_000)])
  const address = `${url}/alerts/${alert!.alertId}`
  await expect
    .poll(async () => call(address, asAdmin('people')), { timeout: 20_000 })
    .toMatchObject({ affected: 2 })
  await call(`${address}/acknowledge`, asAdmin('people'), { method: 'POST' })
  await call(`${address}/snooze`, asAdmin('people'), { method: 'POST', body: { hours: 4 } })
  const changes = await updated('people', ({ change }) => change === 'snoozed')
  expect(changes).toMatchObject([
    { change: 'acknowledged', by: 'user-1', notify: false },
    { change: 'snoozed', by: 'user-1', until: expect.any(String) },
  ])
  expect((await inbox('people', '&state=snoozed')).rows).toMatchObject([{ id: alert!.alertId }])
  expect(await raised('people')).toHaveLength(1)
})

test('what was delivered and is not booked in time, a secret that expires, and a suspended connector alert', async () => {
  const now = Date.now()
  const { configured, suspended, resumed, queued, overdue } = eventsOf('others', now)
  const secretsExpireAt = new Date(now + 10 * 24 * hour).toISOString()
  await topics.produce(ConnectorConfigured, [configured({ secretsExpireAt })])
  await topics.produce(SyncOverdue, [overdue('r-9', minute)])
  await topics.produce(ConnectorSuspended, [suspended(3 * 24 * hour)])
  await topics.produce(SyncQueued, [queued('r-1', 3 * 24 * hour, { code: 'connector_suspended' })])
  for (const rule of ['suspended', 'late_delivery', 'expiring_secret'])
    expect(await raised('others', of(rule))).not.toEqual([])
  const secrets = await raised(undefined, of('secrets'))
  expect(secrets.find(of('secrets'))!.text.en).toBe('Secrets expire soon: OTHERS')
  // The suspension says it all.
  expect((await inbox('others', '&state=muted')).rows.map(({ rule }) => rule).toSorted()).toEqual([
    'stalled',
    'waiting',
  ])
  await topics.produce(ConnectorResumed, [resumed(1_000)])
  expect(await resolved('others', of('suspended'))).toMatchObject([{ how: 'proved' }])
  // And now it is said.
  await raised('others', of('stalled'))
})

test('a second voucher for one record calls the administrator and global administrators, until a person says that it was seen to', async () => {
  const { succeeded, doubled } = await open('twice')
  await topics.produce(SyncSucceeded, [succeeded('r-1', 2 * minute)])
  await topics.produce(SyncDoubled, [doubled('r-1', minute)])
  const [alert] = await raised('twice')
  expect(alert).toMatchObject({
    rule: 'posted_twice',
    audience: ['org_admin'],
    affected: 1,
    records: [{ recordId: 'r-1' }],
  })
  expect(alert!.text.en).toMatch(
    /^BB27842DZ3V0HVHP is in the ledger more than once.*10045 and 10051/,
  )
  const platform = await raised(undefined, of('second_vouchers'))
  expect(platform.filter(of('second_vouchers'))).toMatchObject([
    { audience: ['global_admin'], text: { en: expect.stringContaining('TWICE') } },
  ])
  // What is told of the record says nothing of the second voucher.
  await topics.produce(SyncSucceeded, [succeeded('r-1', 30_000)])
  const address = `${url}/alerts/${alert!.alertId}`
  const { version } = await call(address, asAdmin('twice'))
  await call(`${address}/acknowledge`, asAdmin('twice'), { method: 'POST', version })
  expect(await resolved('twice')).toMatchObject([
    { alertId: alert!.alertId, how: 'by_person', remaining: 0 },
  ])
  expect(
    await resolved(
      undefined,
      ({ alertId }) => alertId === platform.find(of('second_vouchers'))!.alertId,
    ),
  ).not.toEqual([])
  // Another one is another call.
  await topics.produce(SyncDoubled, [doubled('r-2', 0)])
  expect(await updated('twice', ({ change }) => change === 'reopened')).toContainEqual(
    expect.objectContaining({ change: 'reopened', notify: true }),
  )
})

test('AUDIT-7: a log that is not whole calls the administrator and global administrators, until it is whole again', async () => {
  const { checked } = await open('broken')
  await topics.produce(AuditChecked, [checked(minute, false)])
  const [alert] = await raised('broken')
  expect(alert).toMatchObject({ rule: 'broken_log', audience: ['org_admin'], affected: 0 })
  await raised(undefined, of('broken_logs'))
  await topics.produce(AuditChecked, [checked(0, true)])
  expect(await resolved('broken')).toMatchObject([{ alertId: alert!.alertId, how: 'proved' }])
})
