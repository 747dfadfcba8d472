import type { Access } from '@bilagsbro/service-kit/http'
import type { FastifyRequest } from 'fastify'
import type { ChangeRequest } from '#application/change-organization.ts'

export const readers: { access: Access } = {
  access: { roles: ['global_admin', 'org_admin', 'auditor'], organization: 'organizationId' },
}
/** Of what is the same for every organisation. */
export const settingsReaders: { access: Access } = {
  access: { roles: ['global_admin', 'org_admin', 'auditor'] },
}
export const editors: { access: Access } = {
  access: { roles: ['global_admin', 'org_admin'], organization: 'organizationId' },
}

/** Who changes what, and from which version (RFC 9110, If-Match): 0, which none has, where it names none of ours. */
export function changeRequest(
  request: Pick<FastifyRequest, 'actor'> & {
    readonly params: { readonly organizationId: string }
    readonly headers: { readonly 'if-match'?: string | undefined }
  },
): ChangeRequest {
  const change = { organizationId: request.params.organizationId, by: request.actor.userId }
  const ifMatch = request.headers['if-match']
  if (ifMatch === undefined || ifMatch.trim() === '*') return change
  const [, version = 0] = /^\s*"(\d{1,15})"\s*$/.exec(ifMatch) ?? []
  return { ...change, expectedVersion: Number(version) }
}
