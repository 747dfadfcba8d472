import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
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

/** Who changes what, and from which version (RFC 9110, If-Match). */
export function changeRequest(
  request: Pick<FastifyRequest, 'actor'> & {
    readonly params: { readonly organizationId: string }
    readonly headers: { readonly 'if-match'?: string | undefined }
  },
): Result<ChangeRequest, Refusal> {
  const change = { organizationId: request.params.organizationId, by: request.actor.userId }
  const ifMatch = request.headers['if-match']
  if (ifMatch === undefined || ifMatch.trim() === '*') return ok(change)
  const version = /^\s*"(\d{1,15})"\s*$/.exec(ifMatch)?.[1]
  if (!version)
    return err({
      kind: 'invalid',
      code: 'request.if_match_invalid',
      message:
        'If-Match: not an ETag of these settings; send the ETag of the answer that the change was made from.',
    })
  return ok({ ...change, expectedVersion: Number(version) })
}
