import { AuditChecked } from '@bilagsbro/events/audit-checked'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { EventDefinition } from '@bilagsbro/events/define-event'
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
import { fixedClock } from '@bilagsbro/kernel/clock'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { withinScope } from '@bilagsbro/service-kit/scope'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { startTurns } from '#adapters/timer/turns.ts'
import { eventsOf, hour, minute } from '#testing/events.ts'
import { startTestService } from '#testing/service.ts'

const now = Date.parse('2026-11-30T12:00:00Z')
// Nothing is ever told, so that what turns out not to be true leaves nothing behind.
const service = await startTestService({ gatherMs: 1e12, clock: fixedClock(new Date(now)) })
afterAll(() => service[Symbol.asyncDispose]())

interface Sent {
  readonly definition: EventDefinition
  readonly data: object
}
type Step = readonly [
  kind: keyof ReturnType<typeof eventsOf>,
  record: string,
  ago: number,
  attempt: number,
]

/** What happens to an organisation. Steps of one record lie apart, so that each has a moment of its own. */
function eventsIn(organizationId: string, steps: readonly Step[]): Sent[] {
  const events = eventsOf(organizationId, now)
  const failure = { class: 'data', code: 'vat.unknown', message: 'No such VAT code.' } as const
  const sent = steps.map(([kind, record, ago, attempt]): Sent => {
    switch (kind) {
      case 'queued':
        return { definition: SyncQueued, data: events.queued(record, ago) }
      case 'failed':
        return {
          definition: SyncFailed,
          data: events.failed(record, ago, {
            attempt,
            ...(attempt % 2 === 0 && { failure }),
            ...(attempt < 2 && { nextAttemptAt: '2099-01-01T00:00:00Z' }),
          }),
        }
      case 'succeeded':
        return {
          definition: SyncSucceeded,
          data: events.succeeded(record, ago, { outcome: attempt === 0 ? 'delivered' : 'posted' }),
        }
      case 'overdue':
        return { definition: SyncOverdue, data: events.overdue(record, ago) }
      case 'doubled':
        return { definition: SyncDoubled, data: events.doubled(record, ago) }
      case 'checked':
        return { definition: AuditChecked, data: events.checked(ago, attempt % 2 === 0) }
      case 'suspended':
        return { definition: ConnectorSuspended, data: events.suspended(ago) }
      case 'resumed':
        return { definition: ConnectorResumed, data: events.resumed(ago) }
      default:
        return { definition: SyncHandled, data: events.handled(record, ago) }
    }
  })
  return [{ definition: ConnectorConfigured, data: events.configured() }, ...sent]
}

/** Hands events over in this order; neighbours of a kind are a batch. */
async function receive(sent: readonly Sent[], afterBatch = async () => {}) {
  for (let at = 0; at < sent.length;) {
    const { definition } = sent[at]!
    const behind = sent.findIndex((one, index) => index > at && one.definition !== definition)
    const end = behind === -1 ? sent.length : behind
    await service.receive(definition, sent.slice(at, end).map(({ data }) => data) as never)
    await afterBatch()
    at = end
  }
}

const rowsOf = (organizationId: string) =>
  withinScope('all', () =>
    service.database.orm.em.fork().execute(
      `select rule, cause, raised_at, resolved_at, "end", reopened_at, is_unstable, affected, remaining, detail, muted_by
        from alert where organization_id = ? order by 1, 2, 3`,
      [organizationId],
    ),
  )

const step = fc
  .record({
    kind: fc.constantFrom<Step[0]>(
      'queued',
      'failed',
      'failed',
      'failed',
      'succeeded',
      'handled',
      'overdue',
      'doubled',
      'checked',
      'suspended',
      'resumed',
    ),
    record: fc.constantFrom('r-1', 'r-2', 'r-3'),
    attempt: fc.integer({ min: 0, max: 4 }),
    ago: fc.integer({ min: 1, max: 200 }),
  })
  .map(({ kind, record, attempt, ago }): Step => [kind, record, ago * hour, attempt])
const history = fc.uniqueArray(step, { maxLength: 25, selector: ([, , ago]) => ago })
const disorder = history.chain((steps) =>
  fc.record({
    steps: fc.constant(steps),
    order: fc.shuffledSubarray(
      [...steps, ...steps.slice(0, 5)].map((_, at) => at),
      {
        minLength: steps.length + Math.min(5, steps.length),
      },
    ),
  }),
)

let organizations = 0

test.each([
  ['judged at the end', false, 15],
  ['judged again and again meanwhile', true, 5],
])(
  'facts in any order, some of them again, in any batches, give the same alerts, %s',
  async (_name, isJudgedMeanwhile, numRuns) => {
    await fc.assert(
      fc.asyncProperty(disorder, async ({ steps, order }) => {
        organizations += 1
        const [first, second] = [`ordered-${organizations}`, `shuffled-${organizations}`]
        const inOrder = eventsIn(
          first,
          steps.toSorted((a, b) => b[2] - a[2]),
        )
        await receive(inOrder)
        const [configured, ...others] = eventsIn(second, steps)
        const again = [...others, ...others.slice(0, 5)]
        let batches = 0
        const judge = async () => {
          batches += 1
          if (batches % 3 === 0) await service.useCases.judgeOrganizations(now)
        }
        await receive(
          [configured!, ...order.map((at) => again[at]!)],
          isJudgedMeanwhile ? judge : undefined,
        )
        await service.judge(now)
        expect(await rowsOf(second)).toEqual(await rowsOf(first))
      }),
      { numRuns },
    )
  },
  300_000,
)

test('what comes and goes within one minute comes back each time, and is unstable', async () => {
  const { configured, failed, succeeded } = eventsOf('flapping', now)
  await service.receive(ConnectorConfigured, [configured()])
  const agos = [35, 25, 15, 5].map((seconds) => seconds * 1_000 + minute)
  await service.receive(
    SyncFailed,
    agos.map((ago) => failed('r-1', ago)),
  )
  // Another one, of the same minute, lies within the first: that is no gap.
  await service.receive(SyncFailed, [failed('r-2', agos[0]! - 1_000)])
  await service.receive(SyncSucceeded, [succeeded('r-2', agos[0]! - 2_000)])
  await service.receive(
    SyncSucceeded,
    agos.map((ago) => succeeded('r-1', ago - 5_000)),
  )
  await service.judge(now)
  const [alert, ...others] = await rowsOf('flapping')
  expect(others).toEqual([])
  expect(alert).toMatchObject({
    raised_at: '2026-11-30 11:58:25+00',
    resolved_at: null,
    reopened_at: agos.slice(1).map((ago) => now - ago),
    is_unstable: true,
    remaining: 0,
  })
})

test('while the consumers stand still no time passes, whatever the clock says', async () => {
  const clock = fixedClock(new Date(now))
  const { queued, configured, succeeded } = eventsOf('still', now)
  await service.receive(ConnectorConfigured, [configured()])
  await service.receive(SyncSucceeded, [succeeded('other', minute)])
  await service.receive(SyncQueued, [queued('r-1', hour)])
  const asked = Promise.withResolvers<void>()
  clock.advance(48 * hour)
  const turns = startTurns(service.useCases, {
    clock,
    logger: createLogger('alerting', 'silent'),
    tickMs: 10,
    watchMs: 60_000,
    caughtUp() {
      asked.resolve()
      return new Promise(() => {})
    },
  })
  await asked.promise
  await turns[Symbol.asyncDispose]()
  expect(await rowsOf('still')).toEqual([])
  await service.judge(now + 48 * hour)
  expect(await rowsOf('still')).toMatchObject([{ rule: 'stalled' }, { rule: 'waiting' }])
})

test('a record that goes straight through costs no row of its own, and is remembered all the same', async () => {
  const { configured, succeeded, failed } = eventsOf('straight', now)
  await service.receive(ConnectorConfigured, [configured()])
  const records = Array.from({ length: 500 }, (_, at) => succeeded(`r-${at}`, hour - at))
  await service.receive(SyncSucceeded, records)
  const count = (table: string) =>
    withinScope('all', async () => {
      const [row] = await service.database.orm.em
        .fork()
        .execute<{ count: number }[]>(
          `select count(*)::int as count from ${table} where organization_id = 'straight'`,
        )
      return row!.count
    })
  expect([await count('fact'), await count('trouble'), await count('success')]).toEqual([0, 0, 1])
  // The failure that came before each of these is told of afterwards.
  await service.receive(SyncFailed, [failed('r-7', 2 * hour), failed('r-8', 2 * hour)])
  await service.judge(now)
  expect(await rowsOf('straight')).toMatchObject([
    { rule: 'final_failure', remaining: 0, affected: 2, end: 'proved' },
  ])
})
