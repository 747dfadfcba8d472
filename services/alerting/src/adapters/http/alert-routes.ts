import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { roles, type Actor } from '@bilagsbro/service-kit/actor'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { PageQuery, Versioned } from '@bilagsbro/service-kit/http-schemas'
import { languageOf, type Language } from '@bilagsbro/service-kit/texts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { UseCases } from '#app.ts'
import type { ShownAlert } from '#application/ports/inbox.ts'
import { answerOf, recordAnswerOf } from './answers.ts'
import {
  AlertAnswer,
  AlertedRecordsAnswer,
  AlertParams,
  AlertsAnswer,
  AlertWithRecords,
  InboxParameters,
  SeenHeaders,
  SnoozeBody,
} from './schemas.ts'

const readers = { access: { roles } }
/** Who may say that an alert is seen, or to be called later. */
const actors = { access: { roles: ['global_admin', 'org_admin', 'org_support'] } } as const

export const alertRoutes = (useCases: UseCases) => (app: App) => {
  const { inbox, acknowledge, snooze, read } = useCases
  app.get(
    '/alerts',
    {
      config: readers,
      schema: {
        operationId: 'listAlerts',
        summary:
          'The alerts of the organisations that the caller has a role in, newest first; all, and those of the platform, for a global administrator.',
        querystring: InboxParameters,
        response: { 200: AlertsAnswer },
      },
    },
    async (request) => {
      const { query, actor } = request
      const { rows, total } = await inbox.list({ ...query, userId: actor.userId })
      return paged(rows.map(answerIn(languageOf(request))), total, query)
    },
  )
  app.get(
    '/alerts/:alertId',
    {
      config: readers,
      schema: {
        operationId: 'getAlert',
        summary: 'One alert, with the first of its records.',
        params: AlertParams,
        response: { 200: Versioned(AlertWithRecords) },
      },
    },
    async (request, reply) => {
      const found = await inbox.find(request.params.alertId, request.actor.userId)
      if (!found) return send(reply, 200, err(unknownAlert))
      const { rows } = await inbox.records(found.alert, { limit: shownRecords })
      const alert = answerIn(languageOf(request))(found)
      reply.header('etag', `"${alert.version}"`)
      return { ...alert, records: rows.map(recordAnswerOf) }
    },
  )
  app.get(
    '/alerts/:alertId/records',
    {
      config: readers,
      schema: {
        operationId: 'listAlertedRecords',
        summary: 'The records that an alert is about, those first that are still not right.',
        params: AlertParams,
        querystring: PageQuery,
        response: { 200: AlertedRecordsAnswer },
      },
    },
    async ({ params, actor, query }, reply) => {
      const found = await inbox.find(params.alertId, actor.userId)
      if (!found) return send(reply, 200, err(unknownAlert))
      const { rows, total } = await inbox.records(found.alert, query)
      return paged(rows.map(recordAnswerOf), total, query)
    },
  )
  app.post(
    '/alerts/:alertId/acknowledge',
    {
      config: actors,
      schema: {
        operationId: 'acknowledgeAlert',
        summary:
          'Marks an alert as seen, for everybody to see. Of `posted_twice` it says that what the ledger holds twice was seen to, and `If-Match` has to name the version that was read.',
        params: AlertParams,
        headers: SeenHeaders,
        response: { 200: Versioned(AlertAnswer) },
      },
    },
    async (request, reply) => sendChanged(request, reply, await acknowledge(actOf(request))),
  )
  app.post(
    '/alerts/:alertId/snooze',
    {
      config: actors,
      schema: {
        operationId: 'snoozeAlert',
        summary: 'Hides an alert for some hours; it calls again if it is open then.',
        params: AlertParams,
        headers: SeenHeaders,
        body: SnoozeBody,
        response: { 200: Versioned(AlertAnswer) },
      },
    },
    async (request, reply) =>
      sendChanged(request, reply, await snooze(actOf(request), request.body.hours)),
  )
  app.post(
    '/alerts/:alertId/read',
    {
      config: readers,
      schema: {
        operationId: 'readAlert',
        summary: 'Marks an alert as read by the caller.',
        params: AlertParams,
        response: { 200: Versioned(AlertAnswer) },
      },
    },
    async (request, reply) => {
      const { params, actor } = request
      return sendChanged(
        request,
        reply,
        await read({ alertId: params.alertId, userId: actor.userId }),
      )
    },
  )

  async function sendAlert(request: FastifyRequest, reply: FastifyReply, id: string) {
    const found = await inbox.find(id, request.actor.userId)
    const answer = found && answerIn(languageOf(request))(found)
    if (answer) reply.header('etag', `"${answer.version}"`)
    return send(reply, 200, answer ? ok(answer) : err(unknownAlert))
  }
  async function sendChanged(
    request: FastifyRequest,
    reply: FastifyReply,
    changed: Result<string, Refusal>,
  ) {
    return changed.ok ? sendAlert(request, reply, changed.value) : send(reply, 200, changed)
  }
}

/** Of a longer list the other route answers the pages. */
const shownRecords = 100
const unknownAlert: Refusal = { kind: 'missing', code: 'alert.not_found' }

/** A role counts in its own organisation alone. */
const actOf = ({
  params,
  actor,
  headers,
}: {
  readonly params: { readonly alertId: string }
  readonly actor: Actor
  readonly headers: { readonly 'if-match'?: string | undefined }
}) => ({
  alertId: params.alertId,
  userId: actor.userId,
  seenVersion: seenVersionOf(headers['if-match']),
  mayAct: (of: string | undefined) =>
    actor.roles.some(
      ({ role, organizationId }) =>
        role === 'global_admin' ||
        (of !== undefined &&
          organizationId === of &&
          (actors.access.roles as readonly string[]).includes(role)),
    ),
})

/** An `If-Match` without a version becomes one that nothing has. */
function seenVersionOf(ifMatch: string | undefined): string | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined
  return /^\s*"([^"]*)"\s*$/.exec(ifMatch)?.[1] ?? ''
}

const answerIn = (language: Language) => (shown: ShownAlert) => answerOf(shown, language)

function paged<Row>(
  rows: Row[],
  total: number,
  { after = '0', limit }: { after?: string; limit: number },
) {
  const behind = Number(after) + rows.length
  return { rows, next: rows.length === limit && behind < total ? String(behind) : null, total }
}
