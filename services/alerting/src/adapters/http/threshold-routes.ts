import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { administrators, settingsReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import {
  ChangeHeaders,
  Moment,
  OrganizationParams,
  Versioned,
} from '@bilagsbro/service-kit/http-schemas'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import type { SetThresholds } from '#application/ports/threshold-store.ts'

const limits = {
  errorsPerDay: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    description: 'More failed attempts than so many within 24 hours raise an alert.',
  }),
  waitingHours: Type.Integer({
    minimum: 1,
    maximum: 720,
    description: 'Records that wait for longer raise an alert, and nothing posted for so long.',
  }),
  secretDays: Type.Integer({
    minimum: 1,
    maximum: 365,
    description: 'So many days before a secret expires an alert is raised.',
  }),
}
const Chosen = Type.Object(
  {
    errorsPerDay: Type.Optional(limits.errorsPerDay),
    waitingHours: Type.Optional(limits.waitingHours),
    secretDays: Type.Optional(limits.secretDays),
  },
  { title: 'ThresholdValues', additionalProperties: false },
)

const ThresholdsAnswer = Versioned(
  Type.Object(
    {
      ...limits,
      chosen: Chosen,
      otherwise: Chosen,
      version: Type.Integer({ description: 'For `If-Match`; 0 where nobody has chosen yet.' }),
      changedAt: Type.Optional(Moment('When they were saved.')),
      changedBy: Type.Optional(Type.String()),
    },
    { title: 'Thresholds' },
  ),
)

const ofPlatform = { access: { roles: ['global_admin'] } } as const
const ofOrganization = { params: OrganizationParams, response: { 200: ThresholdsAnswer } }
const change = { headers: ChangeHeaders, body: Chosen }

/** When people want to be called: of each organisation, else of the platform, else the standard. */
export const thresholdRoutes =
  ({ thresholds }: Pick<UseCases, 'thresholds'>) =>
  (app: App) => {
    app.get(
      '/organizations/:organizationId/thresholds',
      {
        config: settingsReaders,
        schema: {
          operationId: 'getThresholds',
          summary: 'When an organisation wants to be called.',
          ...ofOrganization,
        },
      },
      async ({ params }, reply) =>
        answer(reply, found(await thresholds.read(params.organizationId))),
    )
    app.put(
      '/organizations/:organizationId/thresholds',
      {
        config: administrators,
        schema: {
          operationId: 'saveThresholds',
          summary:
            'Sets when an organisation wants to be called; what is left out is as the platform has it.',
          ...ofOrganization,
          ...change,
        },
      },
      async ({ params, body, actor, headers }, reply) => {
        const expectedVersion = versionOf(headers['if-match'])
        const { organizationId } = params
        return answer(
          reply,
          await thresholds.save({
            organizationId,
            chosen: body,
            by: actor.userId,
            expectedVersion,
          }),
        )
      },
    )
    app.get(
      '/thresholds',
      {
        config: ofPlatform,
        schema: {
          operationId: 'getPlatformThresholds',
          summary: 'When organisations are called that have not chosen for themselves.',
          response: { 200: ThresholdsAnswer },
        },
      },
      async (_request, reply) => answer(reply, found(await thresholds.read())),
    )
    app.put(
      '/thresholds',
      {
        config: ofPlatform,
        schema: {
          operationId: 'savePlatformThresholds',
          summary: 'Sets when organisations are called that have not chosen for themselves.',
          response: { 200: ThresholdsAnswer },
          ...change,
        },
      },
      async ({ body, actor, headers }, reply) => {
        const expectedVersion = versionOf(headers['if-match'])
        return answer(
          reply,
          await thresholds.save({ chosen: body, by: actor.userId, expectedVersion }),
        )
      },
    )
  }

const found = (read: SetThresholds | undefined): Result<SetThresholds, Refusal> =>
  read ? ok(read) : err(unknownOrganization)

function answer(reply: FastifyReply, result: Result<SetThresholds, Refusal>) {
  if (!result.ok) return send(reply, 200, result)
  const { effective, chosen, otherwise, version, changedAt, changedBy } = result.value
  return reply.header('etag', `"${version}"`).send({
    ...effective,
    chosen,
    otherwise,
    version,
    ...(changedAt && { changedAt: changedAt.toISOString(), changedBy }),
  })
}

/** An `If-Match` without a version becomes one that nothing has. */
function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined
  const [, version = -1] = /^\s*"(\d{1,15})"\s*$/.exec(ifMatch) ?? []
  return Number(version)
}
