import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { credentialFields } from '#domain/credential-fields.ts'
import type { OrganizationStore } from './ports/organization-store.ts'
import type { Vault } from './ports/vault.ts'
import { placeOf } from './save-connector.ts'

/** A way into a ledger, with its secrets in clear. For the adapter that posts to it, and nobody else. */
interface ResolvedConnection {
  readonly type: string
  readonly version: number
  readonly targetFingerprint: string
  readonly target: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

export const createResolveConnection =
  ({ organizations, vault }: { organizations: OrganizationStore; vault: Vault }) =>
  async (organizationId: string, client: string): Promise<Result<ResolvedConnection, Refusal>> => {
    const connector = (await organizations.find(organizationId))?.connector
    if (!connector || credentialFields[connector.type].reader !== client) return err(noConnection)
    const { type, credentialsVersion, targetFingerprint, target } = connector
    const secrets: Record<string, string> = {}
    for (const stored of connector.secrets) {
      const secret = await vault.open(placeOf(organizationId, type, stored), stored.sealed)
      if (secret === undefined) return err(unreadable(stored.field, stored.sealed.kekId))
      secrets[stored.field] = secret
    }
    return ok({ type, version: credentialsVersion, targetFingerprint, target, secrets })
  }

const noConnection: Refusal = {
  kind: 'missing',
  code: 'connection.unknown',
  message: 'The organisation has no connector for this service.',
}

const unreadable = (field: string, keyId: string): Refusal => ({
  kind: 'conflict',
  code: 'connection.unreadable',
  message: `The stored ${field} does not open. Load the key ${keyId} again, or enter the ${field} anew.`,
})
