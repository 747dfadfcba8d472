import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import {
  credentialFields,
  isConnectorType,
  targetFingerprint,
  type ConnectorType,
  type CredentialFields,
} from './credential-fields.ts'
import {
  changed,
  nextVersion,
  type Connector,
  type Organization,
  type Stamp,
  type StoredSecret,
} from './organization.ts'

export interface ConnectorDraft {
  readonly type: string
  readonly target: Readonly<Record<string, string>>
  /** Only those that are set anew; what is stored for the same target stays. */
  readonly secrets: Readonly<Record<string, string>>
}

/** What a draft that was found right asks for. */
export interface ConnectorPlan {
  readonly type: ConnectorType
  readonly target: Readonly<Record<string, string>>
  readonly targetFingerprint: string
  /** Stored secrets that belong to the chosen way in and to the same target. */
  readonly stored: readonly StoredSecret[]
  /** The secrets of the draft, in clear. */
  readonly given: readonly { readonly field: string; readonly value: string }[]
}

const invalid = (message: string): Refusal => ({
  kind: 'invalid',
  code: 'connector.credentials_invalid',
  message,
})

/** Checks a draft against what its kind of system needs. No message repeats a value: any of them may be a secret in the wrong field. */
export function planConnector(
  { connector }: Organization,
  draft: ConnectorDraft,
): Result<ConnectorPlan, Refusal> {
  const { type, target } = draft
  if (!isConnectorType(type))
    return err(
      invalid(`type: unknown; one of ${Object.keys(credentialFields).join(', ')} is needed.`),
    )
  const fields = credentialFields[type]
  const faults = [
    ...fieldFaults('target', fields.target, target, true),
    ...fieldFaults('secrets', fields.secrets, draft.secrets, false),
  ]
  if (faults.length > 0) return err(invalid(faults.join(' ')))
  const fingerprint = targetFingerprint(type, target)
  const sameTarget = connector?.targetFingerprint === fingerprint
  if (connector?.enabled && !sameTarget)
    return err({
      kind: 'conflict',
      code: 'connector.target_in_use',
      message:
        'The connector is enabled. Disable it before changing the system, tenant, environment or company that is posted to.',
    })
  // What is stored for one ledger is never carried to another: whoever edits the target has not seen it.
  const kept = connector && sameTarget ? connector.secrets : []
  const way = wayIn(fields, Object.keys(draft.secrets), kept)
  if (!way.ok) return way
  return ok({
    type,
    target,
    targetFingerprint: fingerprint,
    stored: kept.filter(({ field }) => way.value.includes(field)),
    given: Object.entries(draft.secrets).map(([field, value]) => ({ field, value })),
  })
}

/** Which set of secrets the connector will hold. */
function wayIn(
  { ways }: CredentialFields,
  given: readonly string[],
  kept: readonly StoredSecret[],
): Result<readonly string[], Refusal> {
  const choices = ways.map((way) => way.join(' and ')).join(', or ')
  const way =
    given.length > 0
      ? ways.find((fields) => given.every((field) => fields.includes(field)))
      : ways.find((fields) => fields.every((field) => kept.some((it) => it.field === field)))
  if (!way)
    return err(
      invalid(
        given.length > 0
          ? `secrets: these do not go together; give ${choices}.`
          : `secrets: none is stored for this target; give ${choices}.`,
      ),
    )
  const missing = given.length > 0 ? way.filter((field) => !given.includes(field)) : []
  if (missing.length > 0)
    return err(
      invalid(`secrets.${missing.join(', ')}: missing; ${way.join(' and ')} are set together.`),
    )
  return ok(way)
}

function fieldFaults(
  group: string,
  fields: readonly { name: string; pattern: RegExp; remedy: string }[],
  values: Readonly<Record<string, string>>,
  all: boolean,
): string[] {
  const names = fields.map(({ name }) => name)
  const unknown = Object.keys(values).some((name) => !names.includes(name))
  return [
    ...(unknown ? [`${group}: has an unknown field; these are known: ${names.join(', ')}.`] : []),
    ...fields.flatMap(({ name, pattern, remedy }) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      if (value === undefined) return all ? [`${group}.${name}: missing; ${remedy}`] : []
      return pattern.test(value) ? [] : [`${group}.${name}: wrong form; ${remedy}`]
    }),
  ]
}

/** Whether a plan, with the secrets that differ from the stored ones, would leave everything as it is. */
export function changesNothing(
  { connector }: Organization,
  plan: ConnectorPlan,
  differing: readonly unknown[],
): boolean {
  return (
    differing.length === 0 &&
    connector?.targetFingerprint === plan.targetFingerprint &&
    connector.secrets.length === plan.stored.length &&
    Object.entries(plan.target).every(([name, value]) => connector.target[name] === value)
  )
}

/** The organisation with the planned connector; `sealed` replaces what is stored of the same fields. */
export function withConnector(
  organization: Organization,
  plan: ConnectorPlan,
  sealed: readonly StoredSecret[],
  stamp: Stamp,
): Organization {
  const before = organization.connector
  const sameTarget = before?.targetFingerprint === plan.targetFingerprint
  const untouched = plan.stored.filter(({ field }) => !sealed.some((it) => it.field === field))
  const connector: Connector = {
    ...(sameTarget ? before : { enabled: false, sendFrom: before?.sendFrom }),
    type: plan.type,
    target: plan.target,
    targetFingerprint: plan.targetFingerprint,
    credentialsVersion: nextVersion(organization.version, stamp.at),
    secrets: [...untouched, ...sealed],
  }
  return changed(organization, { connector }, stamp)
}
