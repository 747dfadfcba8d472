import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { readerOf } from '#domain/credential-schema.ts'
import type { OrganizationStore } from './ports/organization-store.ts'
import { openSecrets, type OpenDeps } from './stored-secrets.ts'

/** A way into a ledger, with its secrets in clear. Only the adapter that posts to the ledger is given the way. */
interface ResolvedConnection {
  readonly type: string
  readonly version: number
  readonly enabled: boolean
  readonly targetFingerprint: string
  readonly target: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

export const createResolveConnection =
  (deps: OpenDeps & { readonly organizations: OrganizationStore }) =>
  async (organizationId: string, client: string): Promise<Result<ResolvedConnection, Refusal>> => {
    const connector = (await deps.organizations.find(organizationId))?.connector
    if (!connector || readerOf(connector.type) !== client) return err(noConnection)
    const { type, credentialsVersion, enabled, targetFingerprint, target } = connector
    const secrets = await openSecrets(deps, organizationId, connector, connector.secrets, client)
    if (!secrets.ok) return secrets
    return ok({
      type,
      version: credentialsVersion,
      enabled,
      targetFingerprint,
      target,
      secrets: secrets.value,
    })
  }

const noConnection: Refusal = {
  kind: 'missing',
  code: 'connection.not_found',
}
