import type { ConnectionChoice, ConnectionReport } from '@bilagsbro/adapter-api/calls'
import type { CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'
import { isConnectorType } from '@bilagsbro/booking/connector-type'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { planConnector, type ConnectorDraft, type ConnectorPlan } from '#domain/credentials.ts'
import type { Organization } from '#domain/organization.ts'
import { fault, invalid } from '#domain/refusals.ts'
import { atField } from '#domain/refused-field.ts'
import type { LedgerAdapters } from './ports/ledger-adapters.ts'
import { openSecrets, type OpenDeps } from './stored-secrets.ts'

/** How long all calls to an adapter for one answer may take. People are promised an answer within 10 s. */
export const answerMs = 9_500

/** The fields that a kind of accounting system needs. */
export async function findSchema(
  adapters: LedgerAdapters,
  type: string,
  signal: AbortSignal,
): Promise<Result<CredentialSchema, Refusal>> {
  if (isConnectorType(type) && adapters.types.includes(type)) return adapters.schemaOf(type, signal)
  return err({
    kind: 'missing',
    code: 'connector_type.not_found',
    params: { types: adapters.types },
  })
}

export async function planDraft(
  adapters: LedgerAdapters,
  organization: Organization,
  draft: ConnectorDraft,
  signal: AbortSignal,
): Promise<Result<ConnectorPlan, Refusal>> {
  const schema = await findSchema(adapters, draft.type, signal)
  if (schema.ok) return planConnector(organization, draft, schema.value)
  const { error } = schema
  return error.kind === 'missing'
    ? err(invalid('connector.credentials_invalid', [unknownType(adapters.types)]))
    : schema
}

const unknownType = (types: readonly string[]) => fault('/type', 'draft.type_unknown', { types })

/** Exactly the credentials that a plan would save: the stored secrets that it keeps, and those that are given. */
export async function choiceOf(
  deps: OpenDeps,
  { id, connector }: Organization,
  { target, stored, given }: ConnectorPlan,
  by: string,
): Promise<Result<ConnectionChoice, Refusal>> {
  const kept = stored.filter(({ field }) => !given.some((it) => it.field === field))
  // Without a connector no secret is stored.
  const secrets = connector ? await openSecrets(deps, id, connector, kept, by) : ok({})
  if (!secrets.ok) return secrets
  const set = Object.fromEntries(given.map(({ field, value }) => [field, value]))
  return ok({ draftOf: id, target, secrets: { ...secrets.value, ...set } })
}

/** Tries a plan. A refusal of what was given names the field, where the adapter does. */
export async function tryPlan(
  adapters: LedgerAdapters,
  { type }: ConnectorPlan,
  choice: ConnectionChoice,
  signal: AbortSignal,
): Promise<Result<ConnectionReport, Refusal>> {
  const report = await adapters.testConnection(type, choice, signal)
  if (report.ok) return report
  const schema = await adapters.schemaOf(type, signal)
  return schema.ok ? err(atField(report.error, schema.value.fields)) : report
}
