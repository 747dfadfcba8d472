import type { InUse } from '@bilagsbro/booking/coverage'
import { instantOf } from '@bilagsbro/kernel/calendar'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { incompleteMapping } from './incomplete-mapping.ts'
import {
  changed,
  nextVersion,
  notConfigured,
  type Connector,
  type Organization,
  type Stamp,
} from './organization.ts'
import { fault, invalid, refusal } from './refusals.ts'
import { textFault } from './texts.ts'
import { trialOf, type TrialWish } from './trial.ts'

export interface EnablingWish extends TrialWish {
  readonly sendFrom?: string | null | undefined
}

/** `sendFrom` left out: as when the connector was last enabled, or every approved record. `null`: every approved record. */
export function enableConnector(
  organization: Organization,
  { sendFrom, ...wish }: EnablingWish,
  inUse: InUse,
  stamp: Stamp,
): Result<Organization, Refusal> {
  const { connector } = organization
  if (!connector) return err(notConfigured)
  const from = typeof sendFrom === 'string' ? instantOf(sendFrom) : undefined
  if (typeof sendFrom === 'string' && !from)
    return err(invalid('connector.send_from_invalid', [fault('/sendFrom', 'moment.invalid', {})]))
  const wanted = sendFrom === undefined ? connector.sendFrom : from
  if (connector.enabled)
    return wanted?.getTime() === connector.sendFrom?.getTime()
      ? ok(organization)
      : err(refusal('conflict', 'connector.already_enabled', {}))
  if (!connector.testedAt) return err(refusal('conflict', 'connector.not_tested', {}))
  const incomplete = incompleteMapping(organization, inUse, stamp.at)
  if (incomplete) return err(incomplete)
  const trial = trialOf(organization, wish, stamp)
  if (!trial.ok) return trial
  const enabled = { ...connector, enabled: true, sendFrom: wanted, trial: trial.value }
  return ok(toggled(organization, enabled, {}, stamp))
}

export function disableConnector(
  organization: Organization,
  { reason }: { readonly reason?: string | undefined },
  stamp: Stamp,
): Result<Organization, Refusal> {
  const { connector } = organization
  if (!connector) return err(notConfigured)
  const wrong = reason === undefined ? undefined : textFault('/reason', reason, 500)
  if (wrong) return err(invalid('connector.reason_invalid', [wrong]))
  if (!connector.enabled) return ok(organization)
  return ok(toggled(organization, { ...connector, enabled: false }, { reason }, stamp))
}

function toggled(
  organization: Organization,
  connector: Connector,
  { reason }: { reason?: string | undefined },
  stamp: Stamp,
): Organization {
  const version = nextVersion(organization.version, stamp.at)
  const toggle = { version, at: stamp.at, by: stamp.by, reason }
  return changed(organization, { connector: { ...connector, toggled: toggle } }, stamp)
}
