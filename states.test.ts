import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failureClasses, type FailureClass } from './packages/booking/src/failure.ts'
import type { PendingReason } from './packages/booking/src/pending-reason.ts'
import type { PostingOutcome } from './packages/booking/src/posting-outcome.ts'
import type { Refusal, Result } from './packages/kernel/src/result.ts'
import { createAuthenticator } from './packages/service-kit/src/auth.ts'
import { createHealth } from './packages/service-kit/src/health.ts'
import type { AddRoutes } from './packages/service-kit/src/http-app.ts'
import { createHttp } from './packages/service-kit/src/http.ts'
import { createLogger } from './packages/service-kit/src/logger.ts'
import { createMetrics } from './packages/service-kit/src/metrics.ts'
import { decideDate } from './services/orchestrator/src/domain/closed-period.ts'
import {
  markHandled,
  sayNotInLedger,
  unblock,
  unmark,
} from './services/orchestrator/src/domain/mark.ts'
import type {
  HandledReason,
  RecordState,
  Status,
  SyncRecord,
} from './services/orchestrator/src/domain/record.ts'
import { settle } from './services/orchestrator/src/domain/settle.ts'
import {
  requestAgain,
  requeue,
  retry,
  send,
  type Step,
} from './services/orchestrator/src/domain/transitions.ts'
import {
  aConnector,
  aFailure,
  anOrganization,
  after,
  aSyncRecord,
  policy,
} from './services/orchestrator/src/testing/builders.ts'

const root = import.meta.dirname
const now = after(60_000)
const voucher = { number: '1001', date: '2026-11-21' }
const word = { by: 'u-7', note: 'Seen.' }

const answer = (outcome: PostingOutcome) => (record: SyncRecord) =>
  settle(
    record,
    { attempt: record.attempt, connector: 'dynamics', outcome },
    { retry: policy.retry, now, random: () => 0.5 },
  )
const turn = (record: SyncRecord) =>
  send(
    record,
    {
      connector: aConnector(),
      mappingVersion: 4,
      configured: 6,
      round: 7,
      runId: 'run-2',
      priority: 'normal',
      voucher: { postingDate: '2026-11-21', currency: 'NOK', description: 'x', lines: [] },
    },
    now,
  )
const unproven = aFailure('data', { code: 'revision.earlier_unproven' })

/** Each reason for which a record is pending; a reason without a state here is a fault of types. */
const held: Record<Exclude<PendingReason['code'], 'in_doubt'>, RecordState> = {
  not_configured: pendingFor('not_configured'),
  connector_disabled: pendingFor('connector_disabled'),
  connector_suspended: pendingFor('connector_suspended'),
  mapping_missing: pendingFor('mapping_missing'),
  awaiting_run: pendingFor('awaiting_run'),
  awaiting_revision: pendingFor('awaiting_revision', 'awaits_revision'),
  awaiting_retry: pendingFor('awaiting_retry'),
  awaiting_trial: pendingFor('awaiting_trial'),
  period_closed: pendingFor('period_closed'),
  date_moved: pendingFor('date_moved'),
  revision_unproven: pendingFor('revision_unproven', 'awaits_revision'),
  other_ledger: pendingFor('other_ledger'),
  reopened: pendingFor('reopened'),
}
const handled: Record<HandledReason, RecordState> = {
  by_person: { status: 'handled', reason: 'by_person' },
  superseded: { status: 'handled', reason: 'superseded' },
  withdrawn: { status: 'handled', reason: 'withdrawn' },
  before_send_from: { status: 'handled', reason: 'before_send_from' },
}
const others: Record<Exclude<Status, 'handled'>, RecordState> = {
  pending: { status: 'pending', lastRound: 0 },
  sending: { status: 'sending' },
  delivered: { status: 'delivered', voucher },
  posted: { status: 'posted', voucher },
  retry_scheduled: {
    status: 'retry_scheduled',
    failure: aFailure('transient'),
    nextAttemptAt: now,
  },
  failed: { status: 'failed', failure: aFailure('data') },
}
const finalFailures = failureClasses.map(finalFailureOf).filter((state) => state !== undefined)
const states = new Map(
  [
    ...Object.values(held),
    ...Object.values(handled),
    ...Object.values(others),
    ...finalFailures,
    { status: 'sending', doubt: aFailure('transient') } as const,
    { status: 'failed', failure: aFailure('transient'), againAt: now } as const,
    { status: 'failed', failure: unproven } as const,
    marked({ status: 'failed', failure: aFailure('data') }),
    marked({ status: 'delivered', voucher }),
  ].map((state): [string, RecordState] => [nameOf(state), state]),
)

/** How the ways of the table are open, by the rules. */
const ways: Record<string, (record: SyncRecord) => Result<Step, Refusal>> = {
  'its turn': turn,
  schedule: turn,
  probe: turn,
  'the trial is proven': turn,
  'once a day': turn,
  'next attempt': turn,
  'goes again': (record) => retry(record, 'itself', now),
  answer: answer({ kind: 'posted', voucher }),
  'follow-up': answer({ kind: 'posted', voucher }),
  'asked again': (record) =>
    requestAgain(
      record,
      {
        connector: aConnector(),
        mappingVersion: 4,
        configured: 6,
        round: 7,
        runId: 'run-2',
        priority: 'normal',
        voucher: { postingDate: '2026-11-21', currency: 'NOK', description: 'x', lines: [] },
      },
      now,
    ),
  'the earlier revision is certain': requeue,
  'PUT /organizations/{organizationId}/connector': turn,
  'PUT /organizations/{organizationId}/connector/state': turn,
  'PUT /organizations/{organizationId}/connector/mapping': turn,
  'POST /organizations/{organizationId}/connector/probe': turn,
  'POST /organizations/{organizationId}/trial/waive': turn,
  'POST /organizations/{organizationId}/runs': turn,
  'POST /organizations/{organizationId}/retries': (record) =>
    retry(record, { runId: 'run-2' }, now),
  'POST /organizations/{organizationId}/period-decisions': (record) =>
    decideDate(record, '2026-10-31', { rule: 'next_open', ...word }, now),
  'POST /organizations/{organizationId}/handled': (record) => markHandled(record, word, now),
  'POST /organizations/{organizationId}/handled/undo': (record) =>
    unmark(record, anOrganization(), word, now),
  'POST /organizations/{organizationId}/records/{recordId}/revisions/{revision}/word': spokenFor,
}

/** Of the record itself; else of the earlier revision, which frees this one. */
function spokenFor(record: SyncRecord): Result<Step, Refusal> {
  const spoken = sayNotInLedger(record, word, now)
  if (spoken.ok) return spoken
  const unblocked = unblock(record, word, now)
  return unblocked.ok ? unblocked : requeue(record)
}

const page = readFileSync(join(root, 'docs/states.md'), 'utf8')
const rows = [...page.matchAll(/^\| `((?:[\w. :,]|_)+?)`\s*\|([^|]*)\|([^|]*)\|$/gm)].map(
  ([, name, byItself, byPerson]) => ({
    name: name!,
    timers: [...byItself!.matchAll(/_([^_]+)_/g)].map(([, timer]) => timer!),
    routes: [...byPerson!.matchAll(/`([A-Z]+ [^`]+)`/g)].map(([, route]) => route!),
  }),
)

test('the table of states has each state of the code, once', () => {
  expect(rows.map(({ name }) => name).toSorted()).toEqual([...states.keys()].toSorted())
})

test.each(rows)('$name: each way out of it is open', ({ name, timers, routes }) => {
  const record = aSyncRecord(states.get(name)!)
  const taken = [...timers, ...routes].filter((way) => way !== 'over')
  const closed = taken.filter((way) => !ways[way]?.(record).ok)
  expect(closed).toEqual([])
})

test('no state is a dead end: each leads to one that is over', () => {
  const next = new Map(
    rows.map(({ name, timers, routes }) => [
      name,
      [...timers, ...routes].flatMap((way) => {
        const step = ways[way]?.(aSyncRecord(states.get(name)!))
        return step?.ok ? [nameOf(step.value.record.state)] : []
      }),
    ]),
  )
  const isOver = (name: string) => rows.find((row) => row.name === name)!.timers.includes('over')
  const leads = (name: string, seen = new Set<string>()): boolean =>
    isOver(name) ||
    (!seen.has(name) && (next.get(name) ?? []).some((after) => leads(after, seen.add(name))))
  expect(rows.map(({ name }) => name).filter((name) => !leads(name))).toEqual([])
  expect(rows.map(({ name }) => name).filter(isOver)).toEqual(
    expect.arrayContaining(['posted', 'handled: by_person']),
  )
})

test('every timer of the table is explained, and nothing else is', () => {
  const explained = [...page.matchAll(/^\| _([^_]+)_\s*\|/gm)].map(([, timer]) => timer!)
  expect(explained.toSorted()).toEqual(
    [...new Set(rows.flatMap(({ timers }) => timers))].toSorted(),
  )
})

test('every route of the table is in an OpenAPI document', async () => {
  const known = await documentedRoutes()
  const named = new Set(rows.flatMap(({ routes }) => routes))
  expect([...named].filter((route) => !known.has(route))).toEqual([])
})

/** The routes of the services that decide and configure, as their documents show them. */
async function documentedRoutes(): Promise<Set<string>> {
  const files = globSync('services/{config,orchestrator}/src/adapters/http/*-routes.ts', {
    cwd: root,
  })
  const modules = await Promise.all(
    files.map((file) => import(join(root, file)) as Promise<Record<string, unknown>>),
  )
  const routes = modules.flatMap((module) =>
    Object.entries(module)
      .filter(([name]) => name.endsWith('Routes'))
      .map(([, of]) => (of as (useCases: object) => AddRoutes)({})),
  )
  const app = await createHttp({
    title: 'All',
    logger: createLogger('all', 'silent'),
    authenticator: createAuthenticator({ issuer: 'http://127.0.0.1:1', audience: 'all' }),
    health: createHealth(),
    metrics: createMetrics('all'),
    routes,
  })
  const { paths } = (await app.inject({ url: '/openapi.json' })).json<{
    paths: Record<string, object>
  }>()
  return new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    ),
  )
}

function pendingFor(
  code: PendingReason['code'],
  lastRound: number | 'awaits_revision' = 4,
): RecordState {
  return { status: 'pending', held: { code }, lastRound }
}

/** What becomes of a record whose last attempt is refused so; nothing where it goes on by itself. */
function finalFailureOf(cls: FailureClass): RecordState | undefined {
  const last = aSyncRecord({ status: 'sending' }, { failures: policy.retry.attempts })
  const settled = answer({ kind: 'refused', failure: aFailure(cls) })(last)
  return settled.ok && settled.value.record.state.status === 'failed'
    ? settled.value.record.state
    : undefined
}

function marked(before: NonNullable<Extract<RecordState, { status: 'handled' }>['before']>) {
  return { status: 'handled', reason: 'by_person', before } as const
}

function nameOf(state: RecordState): string {
  switch (state.status) {
    case 'pending':
      return state.held ? `pending: ${state.held.code}` : 'pending'
    case 'sending':
      return state.doubt ? 'sending: in doubt' : 'sending'
    case 'failed':
      if (state.againAt) return 'failed: transient, its ledger away'
      return `failed: ${state.failure.code.startsWith('revision.') ? state.failure.code : state.failure.class}`
    case 'handled':
      return `handled: ${state.reason}${state.before ? `, marked ${state.before.status}` : ''}`
    default:
      return state.status
  }
}
