import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import { afterAll, describe, expect, test } from 'vitest'
import { draft, mapping } from '#testing/examples.ts'
import { createAdministrator, startTestService } from '#testing/service.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())
const { call, organization } = createAdministrator(service)

describe('a toggle', () => {
  test('NOTE-3: TOGGLE-1: TOGGLE-4: a flag per organisation enables its connector, and is shown', async () => {
    await organization('flag-1', 'connector', 'mapping', 'enable')
    await organization('flag-2', 'connector', 'mapping')
    const { rows } = (await call('GET /organizations?limit=500')).json()
    const enabled = (id: string) =>
      rows.find((it: { organizationId: string }) => it.organizationId === id).enabled
    expect([enabled('flag-1'), enabled('flag-2')]).toEqual([true, false])
    const events = await service.topics.read(ConnectorConfigured, (seen) =>
      ['flag-1', 'flag-2'].every(
        (id) => seen.filter(({ data }) => data.organizationId === id).length >= 3,
      ),
    )
    const last = (id: string) => events.findLast(({ data }) => data.organizationId === id)!.data
    expect(last('flag-1').connector).toMatchObject({ type: 'dynamics', enabled: true })
    expect(last('flag-2').connector).toMatchObject({ type: 'dynamics', enabled: false })
  })

  test('TOGGLE-5: says who, where, what and why, once per toggle', async () => {
    await organization('toggles', 'connector', 'mapping')
    for (const enabled of [true, true, false, false])
      await call('PUT /organizations/toggles/connector/state', {
        enabled,
        ...(!enabled && { reason: 'Ferie' }),
      })
    const mine = await service.topics.read(
      ConnectorToggled,
      (seen) => seen.filter(({ data }) => data.organizationId === 'toggles').length >= 2,
    )
    expect(
      mine.map(({ data }) => data).filter((it) => it.organizationId === 'toggles'),
    ).toMatchObject([
      { connector: 'dynamics', enabled: true, changedBy: 'global_admin-user' },
      { connector: 'dynamics', enabled: false, changedBy: 'global_admin-user', reason: 'Ferie' },
    ])
    expect((await call('GET /organizations/toggles/connector')).json().connector).toMatchObject({
      toggledBy: 'global_admin-user',
      reason: 'Ferie',
    })
  })

  test('BOOKS-4: says who waived the trial and why, and publishes it', async () => {
    await organization('waives', 'connector', 'mapping')
    const state = 'PUT /organizations/waives/connector/state'
    const refused = await call(state, { enabled: true, trial: 'waive' })
    expect(refused.json()).toMatchObject({ status: 422, code: 'connector.reason_invalid' })
    const on = (await call(state, { enabled: true, trial: 'waive', reason: 'As before.' })).json()
    expect(on.connector.trial).toMatchObject({
      version: on.version,
      waived: { by: 'global_admin-user', reason: 'As before.' },
    })
    const isMine = ({ data }: { data: { organizationId: string; version: number } }) =>
      data.organizationId === 'waives' && data.version === on.version
    const told = await service.topics.read(ConnectorToggled, (seen) => seen.some(isMine))
    expect(told.find(isMine)?.data).toMatchObject({ trial: 'waived', reason: 'As before.' })
    const configured = await service.topics.read(ConnectorConfigured, (seen) => seen.some(isMine))
    expect(configured.find(isMine)?.data.connector?.trial).toEqual({
      version: on.version,
      waived: { by: 'global_admin-user', at: on.connector.toggledAt, reason: 'As before.' },
    })
    const [change] = (await call('GET /organizations/waives/changes?limit=1')).json().rows
    expect(change.after.connector.trial.waived).toMatchObject({ reason: 'As before.' })
  })

  test.each([
    ['without a connector', 'off-1', [], 'connector.not_configured'],
    ['CONFIG-4: without a mapping', 'off-2', ['connector'] as const, 'mapping.incomplete'],
  ])('%s is refused', async (_name, id, steps, code) => {
    await organization(id, ...steps)
    const answer = await call(`PUT /organizations/${id}/connector/state`, { enabled: true })
    expect(answer.status).toBe(409)
    expect(answer.json().code).toBe(code)
  })

  test('must come before another target is saved', async () => {
    await organization('moving', 'connector', 'mapping', 'enable')
    const moved = { ...draft, target: { ...draft.target, environment: 'Sandbox' } }
    const refused = await call('PUT /organizations/moving/connector', moved)
    expect(refused.json()).toMatchObject({ status: 409, code: 'connector.target_in_use' })
    await call('PUT /organizations/moving/connector/state', { enabled: false })
    expect((await call('PUT /organizations/moving/connector', moved)).status).toBe(200)
  })
})

describe('a change from an older version', () => {
  test('is refused with the newer version, unless it changes nothing', async () => {
    const { version } = await organization('edited', 'connector', 'mapping')
    const other = { ...mapping, credits: { employee: '2911' } }
    const first = await call('PUT /organizations/edited/connector/mapping', other, `"${version}"`)
    expect(first.status).toBe(200)
    const second = await call(
      'PUT /organizations/edited/connector/mapping',
      mapping,
      `"${version}"`,
    )
    expect(second.json()).toMatchObject({ status: 412, code: 'organization.changed_meanwhile' })
    expect(second.json().detail).toContain(`saved version ${first.json().version}`)
    const repeated = await call(
      'PUT /organizations/edited/connector/mapping',
      other,
      `"${version}"`,
    )
    expect([repeated.status, repeated.json()]).toEqual([200, first.json()])
  })

  test.each(['W/"1"', '"yesterday"', '1', ''])('is one from no version: %j', async (ifMatch) => {
    await organization('matched')
    const headers = { 'if-match': ifMatch }
    const token = await service.user('global_admin')
    const line = 'PUT /organizations/matched/connector'
    const answer = await service.request(line, { token, body: draft, headers })
    expect(answer.json()).toMatchObject({ status: 412, code: 'organization.changed_meanwhile' })
  })

  test('is none where any version is meant', async () => {
    await organization('any')
    expect((await call('PUT /organizations/any/connector', draft, '*')).status).toBe(200)
  })

  test('of twenty editors at once one is taken', async () => {
    const { version } = await organization('crowded')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        call(
          'PUT /organizations/crowded/connector/mapping',
          { ...mapping, credits: { employee: `29${index}` } },
          `"${version}"`,
        ),
      ),
    )
    const taken = answers.filter(({ status }) => status === 200)
    const refused = answers.filter(({ status }) => status === 412)
    expect([taken.length, refused.length]).toEqual([1, 19])
  })
})
