import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { StoredSecret } from '#domain/organization.ts'
import type { SecretPlace, Vault } from './ports/vault.ts'

export const placeOf = (
  organizationId: string,
  connector: string,
  { field, version }: Pick<StoredSecret, 'field' | 'version'>,
): SecretPlace => ({ organizationId, connector, field, version })

/** Stored secrets in clear, by field. */
export async function openSecrets(
  vault: Vault,
  organizationId: string,
  type: string,
  stored: readonly StoredSecret[],
): Promise<Result<Record<string, string>, Refusal>> {
  const secrets: Record<string, string> = {}
  for (const secret of stored) {
    const open = await vault.open(placeOf(organizationId, type, secret), secret.sealed)
    if (open === undefined) return err(unreadable(secret.field, secret.sealed.kekId))
    secrets[secret.field] = open
  }
  return ok(secrets)
}

const unreadable = (field: string, keyId: string): Refusal => ({
  kind: 'conflict',
  code: 'connection.unreadable',
  message: `The stored ${field} does not open. Load the key ${keyId} again, or enter the ${field} anew.`,
})
