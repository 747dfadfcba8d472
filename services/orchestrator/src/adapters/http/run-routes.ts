import { amountPattern, formatAmount } from '@bilagsbro/kernel/money'
import { ShownRun } from '@bilagsbro/events/shown-run'
import { SyncQueued } from '@bilagsbro/events/sync'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok } from '@bilagsbro/kernel/result'
import { administrators, recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import {
  closed,
  Moment,
  OrganizationId,
  OrganizationParams,
  PageQuery,
  RowsOf,
} from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static } from 'typebox'
import type { UseCases } from '#app.ts'
import { AskedHeaders, askedBy } from './asked.ts'
import { settledCounts, type Run } from '#domain/run.ts'
import type { RunPlan } from '#domain/run-plan.ts'

const sum = {
  count: Type.Integer({ examples: [212] }),
  amount: Type.String({
    pattern: amountPattern,
    description: 'The sum, in kroner.',
    examples: ['81250.00'],
  }),
}
const planId = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'The planId of a run plan that is at most 15 minutes old.',
  examples: ['1764150120000.hlf'],
})

const ShownPlan = Type.Object(
  {
    planId,
    plannedAt: Moment('A run by this plan takes what was accepted until then.'),
    ready: Type.Object(sum, { title: 'ReadySum', description: 'What the run would send.' }),
    blocked: Type.Array(
      Type.Object(
        {
          reason: Type.Union([
            ...SyncQueued.data.properties.reason.properties.code.anyOf,
            Type.Literal('retry_scheduled'),
          ]),
          ...sum,
        },
        { title: 'BlockedSum' },
      ),
      { description: 'What would stay, by reason; the most first.' },
    ),
    sending: Type.Integer({
      description: 'Records that are on their way to the ledger already, and come to an end there.',
      examples: [3],
    }),
    trial: Type.Optional(
      Type.Enum(['waiting', 'under_way'], {
        description:
          'One record goes first and is read back: the next that may, or one on its way. The others follow when it is in the ledger as built.',
      }),
    ),
    running: Type.Optional(ShownRun),
  },
  { title: 'RunPlan' },
)

export const runRoutes =
  ({ overview, planRun, startRun }: Pick<UseCases, 'overview' | 'planRun' | 'startRun'>) =>
  (app: App) => {
    app.get(
      '/organizations/:organizationId/run-plan',
      {
        config: recordReaders,
        schema: {
          operationId: 'planRun',
          summary: 'What a run that starts now would send, what would stay, and why.',
          params: OrganizationParams,
          response: { 200: ShownPlan },
        },
      },
      async ({ params }, reply) => {
        const plan = await planRun(params.organizationId)
        return send(reply, 200, plan.ok ? ok(shownPlan(plan.value)) : plan)
      },
    )
    app.get(
      '/organizations/:organizationId/runs',
      {
        config: recordReaders,
        schema: {
          operationId: 'listRuns',
          summary: 'The runs of an organisation, the latest first.',
          params: OrganizationParams,
          querystring: PageQuery,
          response: { 200: RowsOf('Runs', ShownRun) },
        },
      },
      async ({ params: { organizationId }, query: { after = '0', limit } }, reply) => {
        const total = await overview.countRuns(organizationId)
        if (total === undefined) return send(reply, 200, err(unknownOrganization))
        const from = Number(after)
        const runs = await overview.latestRuns(organizationId, limit, from)
        const next = from + limit < total ? String(from + limit) : null
        return { rows: runs.map(shown), next, total }
      },
    )
    app.get(
      '/organizations/:organizationId/runs/:runId',
      {
        config: recordReaders,
        schema: {
          operationId: 'getRun',
          summary: 'How far a run has come.',
          params: Type.Object({
            organizationId: OrganizationId,
            runId: Type.String({ maxLength: 64 }),
          }),
          response: { 200: ShownRun },
        },
      },
      async ({ params }, reply) => {
        const run = await overview.run(params.organizationId, params.runId)
        return send(reply, 200, run ? ok(shown(run)) : err(missing))
      },
    )
    app.post(
      '/organizations/:organizationId/runs',
      {
        config: administrators,
        schema: {
          operationId: 'startRun',
          summary: 'Sends what a plan found ready, at once and ahead of other organisations.',
          params: OrganizationParams,
          headers: AskedHeaders,
          body: Type.Object({ planId }, { ...closed, title: 'RunRequest' }),
          response: { 201: ShownRun },
        },
      },
      async (request, reply) => {
        const started = await startRun(askedBy(request), request.body.planId)
        if (!started.ok) return send(reply, 201, started)
        const run = await overview.run(request.params.organizationId, started.value.runId)
        return send(reply, 201, run ? ok(shown(run)) : err(missing))
      },
    )
  }

const missing = {
  kind: 'missing',
  code: 'run.not_found',
} as const

const shown = (run: Run): ShownRun => ({
  id: run.id,
  trigger: run.trigger,
  ...(run.actor !== undefined && { actor: run.actor }),
  ...(run.takesUntil && { takesUntil: run.takesUntil.toISOString() }),
  ...(run.ready !== undefined && { ready: run.ready }),
  startedAt: run.startedAt.toISOString(),
  ...(run.completedAt && { completedAt: run.completedAt.toISOString() }),
  counts: settledCounts(run),
})

const shownPlan = (plan: RunPlan): Static<typeof ShownPlan> => ({
  planId: plan.planId,
  plannedAt: plan.plannedAt.toISOString(),
  ready: shownSum(plan.ready),
  blocked: plan.blocked.map(({ reason, ...sum }) => ({ reason, ...shownSum(sum) })),
  sending: plan.sending,
  ...(plan.trial && { trial: plan.trial === 'sent' ? 'under_way' : 'waiting' }),
  ...(plan.running && { running: shown(plan.running) }),
})

const shownSum = ({ count, amount }: RunPlan['ready']) => ({ count, amount: formatAmount(amount) })
