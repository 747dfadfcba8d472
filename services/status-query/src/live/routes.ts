import type { ServerResponse } from 'node:http'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Refusal } from '@bilagsbro/kernel/result'
import { pagesService, recordReaders } from '@bilagsbro/service-kit/access-rules'
import type { Actor } from '@bilagsbro/service-kit/actor'
import { kinds } from '@bilagsbro/service-kit/changes/changes'
import type { Hub } from '@bilagsbro/service-kit/changes/hub'
import { openSink } from '@bilagsbro/service-kit/changes/sink'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import { ProblemError, problemOf } from '@bilagsbro/service-kit/problem'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Type } from 'typebox'
import { isKnown } from '#audit/log-query.ts'

interface Deps {
  readonly orm: Database
  readonly hub: Hub
  readonly clock: Clock
  readonly longestMs: number
}

const description =
  `Server-sent events. \`changed\` names an organisation and the kinds that changed: read again what is
 shown of it. \`resync\` says that anything may have changed. An answer begins with what came behind \`Last-Event-ID\`, or
 with \`resync\` where that is not known any more. Read what is shown after the stream has opened, not before. A server
 of pages opens one for everybody who looks, and tells each what they may see.`.replaceAll('\n', '')

const Changed = Type.Object(
  {
    organizationId: Type.String({ examples: ['hlf'] }),
    kinds: Type.Array(Type.Enum([...kinds])),
  },
  { title: 'Changed', description: 'The data of `changed`; that of `resync` is empty.' },
)
const common = {
  description,
  headers: Type.Object({
    'last-event-id': Type.Optional(
      Type.String({ description: 'The id of the last event that was seen.' }),
    ),
  }),
  response: {
    200: { description: 'Hints.', content: { 'text/event-stream': { schema: Changed } } },
  },
}

/** Streams of hints. They tell no more than that something changed. */
export const changeRoutes = (deps: Deps) => (app: App) => {
  app.get(
    '/organizations/:organizationId/changes',
    {
      config: recordReaders,
      // It would never end.
      exposeHeadRoute: false,
      schema: {
        operationId: 'followOrganization',
        summary: 'Says whenever something of an organisation changed.',
        params: OrganizationParams,
        ...common,
      },
    },
    async (request, reply) => {
      const { organizationId } = request.params
      if (!(await isKnown(deps.orm, organizationId))) throw refused(unknownOrganization)
      const { actor, headers } = request
      const lastEventId = headers['last-event-id']
      open(deps, { actor, organizationId, lastEventId, hijack: () => reply.hijack() })
    },
  )
  app.get(
    '/changes',
    {
      config: { access: { roles: ['global_admin'] } },
      exposeHeadRoute: false,
      schema: {
        operationId: 'followOrganizations',
        summary: 'Says whenever something of any organisation changed.',
        ...common,
      },
    },
    async ({ actor, headers }, reply) =>
      open(deps, { actor, lastEventId: headers['last-event-id'], hijack: () => reply.hijack() }),
  )
  app.get(
    '/internal/changes',
    {
      config: pagesService,
      exposeHeadRoute: false,
      schema: {
        operationId: 'followForPages',
        summary: 'Says whenever something of any organisation changed, to the server of the pages.',
        ...common,
      },
    },
    async ({ actor, headers }, reply) =>
      open(deps, {
        actor,
        // All replicas of the pages are one caller, however many there are.
        isCounted: false,
        lastEventId: headers['last-event-id'],
        hijack: () => reply.hijack(),
      }),
  )
  app.addHook('preClose', async () => deps.hub.stop())
}

interface Asked {
  readonly actor: Actor
  readonly organizationId?: string
  readonly isCounted?: boolean
  readonly lastEventId: string | undefined
  /** Leaves the answer to the hub. */
  readonly hijack: () => { readonly raw: ServerResponse }
}

function open({ hub, clock, longestMs }: Deps, asked: Asked): void {
  const { actor, organizationId, isCounted = true, lastEventId } = asked
  const caller = isCounted ? `${actor.client}\n${actor.userId}` : undefined
  const refusal = hub.refusalOf(caller)
  if (refusal) throw refused(refusal)
  const { raw } = asked.hijack()
  // Who is gone already says so no more.
  if (raw.destroyed) return
  const lastsMs = Math.min(longestMs, actor.expiresAt - clock.now().getTime())
  const organizations = organizationId === undefined ? undefined : new Set([organizationId])
  const { left } = hub.open(openSink(raw), { caller, organizations, lastEventId, lastsMs })
  raw.once('close', left)
}

const refused = (refusal: Refusal) => new ProblemError(problemOf(refusal))
