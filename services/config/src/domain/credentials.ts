import type { CredentialField, CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import { instantOf, isDay } from '@bilagsbro/kernel/calendar'
import { contentHash } from '@bilagsbro/kernel/content-hash'
import { err, ok, pointerTo, type Fault, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { leadsElsewhere, targetFingerprint } from './credential-schema.ts'
import {
  changed,
  nextVersion,
  type Connector,
  type Organization,
  type Stamp,
  type StoredSecret,
} from './organization.ts'
import { fault, invalid, refusal } from './refusals.ts'

export interface ConnectorDraft {
  readonly type: string
  readonly target: Readonly<Record<string, string>>
  /** Only the secrets that are set anew. The other secrets that are stored for the same target stay. */
  readonly secrets: Readonly<Record<string, string>>
  /** A day or a moment by secret. `null`: not known any more. Left out: as before, or as the certificate says. */
  readonly expiresAt?: Readonly<Record<string, string | null>> | undefined
}

/** A draft that was found right, worked out against the stored connector. */
export interface ConnectorPlan {
  readonly type: ConnectorType
  readonly target: Readonly<Record<string, string>>
  readonly targetFingerprint: string
  /** Stored secrets that belong to the chosen set and to the same target. */
  readonly stored: readonly StoredSecret[]
  /** The secrets of the draft, in clear. */
  readonly given: readonly { readonly field: string; readonly value: string }[]
  readonly expiries: ReadonlyMap<string, Date | null>
}

const refused = (faults: readonly Fault[]) => invalid('connector.credentials_invalid', faults)

/** Checks a draft against the schema of its kind of system. No message repeats a value: any value may be a secret in the wrong field. */
export function planConnector(
  { connector }: Organization,
  draft: ConnectorDraft,
  schema: CredentialSchema,
): Result<ConnectorPlan, Refusal> {
  const { type } = schema
  const faults = [
    ...fieldFaults('target', of(schema, 'target'), draft.target, true),
    ...fieldFaults('secrets', of(schema, 'secret'), draft.secrets, false),
    ...shownSecrets(of(schema, 'target'), draft),
  ]
  if (faults.length > 0) return err(refused(faults))
  // An empty field of a form is no value.
  const target = Object.fromEntries(
    Object.entries(draft.target).filter(([, value]) => value !== ''),
  )
  const fingerprint = fingerprintFor(connector, schema, target)
  // A secret that is stored for one ledger never goes to another: whoever edits the target has not seen the secret.
  const isKept =
    connector?.targetFingerprint === fingerprint && !leadsElsewhere(connector.target, target)
  const kept = connector && isKept ? connector.secrets : []
  const set = secretSet(schema, Object.keys(draft.secrets), kept)
  if (!set.ok) return set
  const expiries = readExpiries(draft.expiresAt ?? {}, set.value)
  if (!expiries.ok) return expiries
  return ok({
    type,
    target,
    targetFingerprint: fingerprint,
    stored: kept.filter(({ field }) => set.value.includes(field)),
    given: Object.entries(draft.secrets).map(([field, value]) => ({ field, value })),
    expiries: expiries.value,
  })
}

/** The stored fingerprint stays while the target names the same ledger, however the fingerprint was computed in its time. */
function fingerprintFor(
  connector: Organization['connector'],
  schema: CredentialSchema,
  target: ConnectorPlan['target'],
): string {
  const fingerprint = targetFingerprint(schema, target)
  const isSame =
    connector?.type === schema.type && targetFingerprint(schema, connector.target) === fingerprint
  if (isSame) return connector.targetFingerprint
  // Earlier versions of the software made fingerprints of small letters: two paths that differ in capitals had the same.
  return connector?.targetFingerprint === fingerprint
    ? contentHash({ fingerprint, insteadOf: connector.target })
    : fingerprint
}

/** A target is shown to everybody who sees the settings, and kept in their history: no secret may be part of it. */
const shownSecrets = (fields: readonly CredentialField[], draft: ConnectorDraft): Fault[] =>
  fields.flatMap(({ name }) => {
    const value = Object.hasOwn(draft.target, name) ? draft.target[name]! : ''
    return Object.values(draft.secrets).some(
      (secret) => secret.length >= 8 && value.includes(secret),
    )
      ? [fault(pointerTo('target', name), 'draft.secret_shown', {})]
      : []
  })

/** Another ledger is not posted to while the connector is enabled. */
export const refuseMove = (
  { connector }: Organization,
  plan: Pick<ConnectorPlan, 'targetFingerprint'>,
): Refusal | undefined =>
  connector?.enabled && connector.targetFingerprint !== plan.targetFingerprint
    ? refusal('conflict', 'connector.target_in_use', {})
    : undefined

const of = ({ fields }: CredentialSchema, kind: CredentialField['kind']) =>
  fields.filter((field) => field.kind === kind)

/** The set of secrets that the connector will hold. */
function secretSet(
  { secretSets }: CredentialSchema,
  given: readonly string[],
  kept: readonly StoredSecret[],
): Result<readonly string[], Refusal> {
  const choices = secretSets.map((set) => set.join(' + '))
  if (given.length === 0) {
    const stored = secretSets.find((set) =>
      set.every((name) => kept.some(({ field }) => field === name)),
    )
    return stored
      ? ok(stored)
      : err(refused([fault('/secrets', 'draft.secrets_missing', { choices })]))
  }
  const fitting = secretSets.filter((set) => given.every((name) => set.includes(name)))
  const set = fitting.find(({ length }) => length === given.length) ?? fitting[0]
  if (!set) return err(refused([fault('/secrets', 'draft.secrets_mixed', { choices })]))
  const missing = set.filter((name) => !given.includes(name))
  if (missing.length === 0) return ok(set)
  return err(
    refused(missing.map((name) => fault(`/secrets/${name}`, 'draft.secret_incomplete', { set }))),
  )
}

function fieldFaults(
  group: 'target' | 'secrets',
  fields: readonly CredentialField[],
  values: Readonly<Record<string, string>>,
  all: boolean,
): Fault[] {
  const known = fields.map(({ name }) => name)
  const isUnknown = Object.keys(values).some((name) => !known.includes(name))
  return [
    // The name of the field is not repeated: the name may be a secret in the wrong place.
    ...(isUnknown ? [fault(`/${group}`, 'draft.field_unknown', { known })] : []),
    ...fields.flatMap(({ name, pattern, required, help }) => {
      const field = pointerTo(group, name)
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      if (value === undefined || (value === '' && all && !required))
        return all && required ? [fault(field, 'draft.value_missing', { help })] : []
      const fits = value !== '' && value.length <= 16_384 && new RegExp(pattern ?? '').test(value)
      return fits ? [] : [fault(field, 'draft.value_wrong', { help })]
    }),
  ]
}

function readExpiries(
  given: Readonly<Record<string, string | null>>,
  set: readonly string[],
): Result<ReadonlyMap<string, Date | null>, Refusal> {
  const faults: Fault[] = []
  const expiries = new Map<string, Date | null>()
  for (const [field, text] of Object.entries(given)) {
    const at = text === null ? null : isDay(text) ? new Date(`${text}T00:00:00Z`) : instantOf(text)
    if (!set.includes(field)) faults.push(fault('/expiresAt', 'draft.expiry_of_nothing', {}))
    else if (at === undefined)
      faults.push(fault(pointerTo('expiresAt', field), 'draft.expiry_invalid', {}))
    else expiries.set(field, at)
  }
  return faults.length > 0 ? err(refused(faults)) : ok(expiries)
}

/** Whether a plan, with the secrets that differ from the stored ones, would leave everything as it is. */
export function changesNothing(
  { connector }: Organization,
  plan: ConnectorPlan,
  differing: readonly unknown[],
): boolean {
  const expiryOf = (name: string) =>
    connector?.secrets.find(({ field }) => field === name)?.expiresAt?.getTime()
  return (
    differing.length === 0 &&
    connector?.testedAt !== undefined &&
    connector.targetFingerprint === plan.targetFingerprint &&
    connector.secrets.length === plan.stored.length &&
    [...plan.expiries].every(([field, at]) => expiryOf(field) === at?.getTime()) &&
    Object.keys(connector.target).length === Object.keys(plan.target).length &&
    Object.entries(plan.target).every(([name, value]) => connector.target[name] === value)
  )
}

/** The organisation with the planned connector, which was tested. `sealed` replaces the stored secrets of the same fields. */
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
    secrets: [...untouched, ...sealed].map((secret) => withExpiry(secret, plan.expiries)),
    testedAt: stamp.at,
  }
  return changed(organization, { connector }, stamp)
}

function withExpiry(secret: StoredSecret, expiries: ConnectorPlan['expiries']): StoredSecret {
  const given = expiries.get(secret.field)
  return given === undefined ? secret : { ...secret, expiresAt: given ?? undefined }
}
