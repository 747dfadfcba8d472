import { randomUUID } from 'node:crypto'
import { SyncCompleted, SyncQueued, SyncStarted, SyncSucceeded } from '@bilagsbro/events/sync'
import { createTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { expect, test } from 'vitest'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { tables } from '#adapters/postgres/tables.ts'
import { startOrchestrator } from '#testing/orchestrator-process.ts'
import { createOutsideWorld } from '#testing/outside-world.ts'

const backlog = 20_000

/** Who asks the orchestrator of an organisation as its administrator. */
async function openOffice(organization: string) {
  const resources = new AsyncDisposableStack()
  const issuer = resources.use(await createTestIssuer())
  const database = resources.use(await createTestDatabase({ tables, migrations }))
  const world = resources.use(await createOutsideWorld())
  const orchestrator = resources.use(
    await startOrchestrator({
      databaseUrl: database.url,
      topics: world.topics,
      issuer: issuer.issuer,
    }),
  )
  const bearer = await issuer.token({ roles: ['org_admin'], organization })
  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: object) => {
    const response = await fetch(`${orchestrator.url}/organizations/${organization}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as T }
  }
  return { world, ask, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

test('MANUAL-6: a manual run of ten is over before the 20,000 of another organisation are', async () => {
  await using office = await openOffice('hlf')
  const { world, ask } = office
  const schedule = { cron: '0 6 1 1 *', timeZone: 'Europe/Oslo' } as const
  await world.configure({ schedule })
  await world.configure({ organizationId: 'blindeforbundet' })
  await world.approve(...Array.from({ length: 10 }, (_, at) => ({ recordId: `r-${at}` })))
  await world.until(() => expect(world.of(SyncQueued)).toHaveLength(10))
  for (let from = 0; from < backlog; from += 1_000)
    await world.approve(
      ...Array.from({ length: 1_000 }, (_, at) => ({
        organizationId: 'blindeforbundet',
        recordId: `b-${from + at}`,
      })),
    )
  const sentOf = (organizationId: string) =>
    world.of(SyncSucceeded).filter((one) => one.organizationId === organizationId).length
  await world.until(() => expect(sentOf('blindeforbundet')).toBeGreaterThan(0))

  const plan = await ask<{ planId: string; ready: object }>('GET', '/run-plan')
  expect(plan.body).toMatchObject({ ready: { count: 10 }, blocked: [] })
  const run = await ask<{ id: string }>('POST', '/runs', { planId: plan.body.planId })
  expect(run.status).toBe(201)
  const completed = await world.until(() => {
    const over = world.of(SyncCompleted).find(({ runId }) => runId === run.body.id)
    expect(over).toBeDefined()
    return over
  }, 60_000)
  expect(completed).toMatchObject({ trigger: 'manual', counts: { posted: 10, waiting: 0 } })
  const started = world.of(SyncStarted).find(({ runId }) => runId === run.body.id)
  expect(started?.actor).toEqual(expect.any(String))
  await world.until(() => expect(sentOf('blindeforbundet')).toBe(backlog), 240_000)
  expect(sentOf('hlf')).toBe(10)
  const last = world
    .of(SyncSucceeded)
    .filter(({ organizationId }) => organizationId === 'blindeforbundet')
    .reduce((latest, { at }) => Math.max(latest, Date.parse(at)), 0)
  expect(Date.parse(completed!.completedAt)).toBeLessThan(last)
}, 400_000)
