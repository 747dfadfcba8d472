import type { Clock } from '@bilagsbro/kernel/clock'
import { isOrganizationId, unknownOrganization } from '@bilagsbro/kernel/organization-id'
import type { Refusal } from '@bilagsbro/kernel/result'
import type { Actor } from '@bilagsbro/service-kit/actor'
import type { Authenticator } from '@bilagsbro/service-kit/auth'
import type { Hub } from '@bilagsbro/service-kit/changes/hub'
import { openSink } from '@bilagsbro/service-kit/changes/sink'
import type { App } from '@bilagsbro/service-kit/http-app'
import { ProblemError, problemOf } from '@bilagsbro/service-kit/problem'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Streams } from '#proxy/streams.ts'
import { sessionEnded, type AccessTokens } from '#session/access-tokens.ts'

interface Deps {
  readonly hub: Hub
  readonly accessTokens: AccessTokens
  readonly authenticator: Authenticator
  readonly streams: Streams
  readonly clock: Clock
  /** Has hints come, from the first browser on. */
  readonly begin: () => void
}

/** At the addresses of status-query, whose streams these stand for. */
export const liveRoutes = (deps: Deps) => (app: App) => {
  const options = {
    config: { for: 'session' },
    exposeHeadRoute: false,
    schema: { hide: true },
  } as const
  app.get('/api/status-query/changes', options, (request, reply) => open(deps, request, reply))
  app.get('/api/status-query/organizations/:organizationId/changes', options, (request, reply) =>
    open(deps, request, reply, (request.params as { organizationId: string }).organizationId),
  )
}

async function open(deps: Deps, request: FastifyRequest, reply: FastifyReply, asked?: string) {
  const { hub, accessTokens, authenticator, streams, clock } = deps
  const { key, tokens } = await accessTokens(request.session)
  const actor = await authenticator.authenticate(tokens.access).catch((cause: unknown) => {
    throw new ProblemError({ status: 503, code: 'identity.unavailable' }, cause)
  })
  if (!actor.ok) throw sessionEnded()
  const organizations = visibleTo(actor.value, asked)
  if (organizations === 'none') throw refused(unknownOrganization)
  const refusal = hub.refusalOf(key)
  if (refusal) throw refused(refusal)
  deps.begin()
  const lastEventId = request.headers['last-event-id']
  const { raw } = reply.hijack()
  if (raw.destroyed) return
  const sink = openSink(raw)
  // A token that is renewed may have other roles: whoever comes back is asked for them again.
  const lastsMs = actor.value.expiresAt - clock.now().getTime()
  const { left, end } = hub.open(sink, {
    caller: key,
    organizations,
    lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
    lastsMs,
  })
  const ending = streams.begin(key)
  ending.signal.addEventListener('abort', end)
  raw.once('close', () => {
    left()
    ending.abort()
  })
}

/** Of a person's organisations those that were asked for; no set at all for whoever may see each. */
function visibleTo(actor: Actor, asked: string | undefined) {
  const isEverywhere = actor.roles.some(({ role }) => role === 'global_admin')
  const own = new Set(actor.roles.flatMap(({ organizationId }) => organizationId ?? []))
  if (asked === undefined) return isEverywhere ? undefined : own
  const mayAsk = isEverywhere ? isOrganizationId(asked) : own.has(asked)
  return mayAsk ? new Set([asked]) : ('none' as const)
}

const refused = (refusal: Refusal) => new ProblemError(problemOf(refusal))
