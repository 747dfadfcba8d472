import pg from 'pg'
import { request } from 'undici'
import { openSession } from '../load/session.ts'
import type { Stack } from '../start-stack.ts'

/** A run that a person starts while another organisation drains its backlog. */
export interface ManualRun {
  readonly records: number
  /** From the click until the run is over, its quiet second included. */
  readonly ms: number
}

const records = 10
const publishedAtOnce = 1_000
const deadlineMs = 120_000
/** Once a year: what is approved waits for the person. */
const seldom = { cron: '0 6 1 1 *' }

interface Organizations {
  readonly busy: string
  readonly asked: string
}

export async function timeManualRun(
  stack: Stack,
  { busy, asked }: Organizations,
  backlog: number,
): Promise<ManualRun> {
  await using other = await openSession(stack, 2, [busy])
  await using session = await openSession(stack, 3, [asked])
  const call = callsOf(stack)
  const path = `/organizations/${asked}`
  const eventually = async (what: string, isSo: () => Promise<boolean>) => {
    if (!(await session.eventually(isSo, deadlineMs, 50)))
      throw new Error(`${what}: not within ${deadlineMs} ms.`)
  }
  await call('config', 'PUT', `${path}/connector/schedule`, seldom)
  await eventually('the schedule is known', () => knowsSchedule(stack, asked))
  const next = session.nextRecord('manual')
  await session.producer.publish(Array.from({ length: records }, () => next()))
  let planId = ''
  await eventually('the records are planned for', async () => {
    const plan = (await call('orchestrator', 'GET', `${path}/run-plan`)) as {
      planId: string
      ready: { count: number }
    }
    planId = plan.planId
    return plan.ready.count === records
  })

  const nextOfBusy = other.nextRecord('beside')
  const messages = Array.from({ length: backlog }, () => other.producer.message(nextOfBusy()))
  const posted = async () => (await other.sums())['posted'] ?? 0
  const before = await posted()
  for (let at = 0; at < messages.length; at += publishedAtOnce)
    await other.producer.publishRaw(messages.slice(at, at + publishedAtOnce))
  await eventually('the backlog drains', async () => (await posted()) > before)

  const started = performance.now()
  const run = (await call('orchestrator', 'POST', `${path}/runs`, { planId })) as { id: string }
  await eventually('the run is over', async () => {
    const shown = await call('orchestrator', 'GET', `${path}/runs/${run.id}`)
    return (shown as { completedAt?: string }).completedAt !== undefined
  })
  const ms = Math.round(performance.now() - started)
  if ((await posted()) >= before + backlog)
    throw new Error('The backlog was drained before the run was over: it needs more records.')
  return { records, ms }
}

async function knowsSchedule(stack: Stack, organizationId: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: stack.databaseUrl('orchestrator') })
  try {
    await client.connect()
    const { rowCount } = await client.query(
      "select 1 from organization where organization_id = $1 and configuration -> 'schedule' ->> 'cron' = $2",
      [organizationId, seldom.cron],
    )
    return rowCount === 1
  } finally {
    await client.end()
  }
}

/** As an administrator. */
function callsOf(stack: Stack) {
  const { services } = stack.addresses()
  return async (service: string, method: 'GET' | 'PUT' | 'POST', path: string, body?: object) => {
    const answer = await request(services[service]!.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await stack.tokenFor('demo-global-admin')}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.body.text()
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${path} of ${service}: ${answer.statusCode} ${text}`)
    return JSON.parse(text) as unknown
  }
}
