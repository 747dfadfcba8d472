import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Connector, StoredSecret } from '#domain/organization.ts'
import { refusal } from '#domain/refusals.ts'
import type { SecretReads } from './ports/secret-reads.ts'
import type { SecretPlace, Vault } from './ports/vault.ts'

export const placeOf = (
  organizationId: string,
  connector: string,
  { field, version }: Pick<StoredSecret, 'field' | 'version'>,
): SecretPlace => ({ organizationId, connector, field, version })

export interface OpenDeps {
  readonly vault: Vault
  readonly reads: SecretReads
  readonly clock: Clock
}

/** Stored secrets in clear, by field. The reader is noted before the secrets are handed out. */
export async function openSecrets(
  { vault, reads, clock }: OpenDeps,
  organizationId: string,
  { type, credentialsVersion }: Pick<Connector, 'type' | 'credentialsVersion'>,
  stored: readonly StoredSecret[],
  by: string,
): Promise<Result<Record<string, string>, Refusal>> {
  const secrets: Record<string, string> = {}
  for (const secret of stored) {
    const open = await vault.open(placeOf(organizationId, type, secret), secret.sealed)
    if (open === undefined) return err(unreadable(secret.field, secret.sealed.kekId))
    secrets[secret.field] = open
  }
  const fields = Object.keys(secrets)
  if (fields.length > 0)
    await reads.note({
      organizationId,
      at: clock.now(),
      by,
      connector: type,
      credentialsVersion,
      fields,
    })
  return ok(secrets)
}

const unreadable = (field: string, keyId: string) =>
  refusal('conflict', 'connection.unreadable', { field, keyId })
