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
import { textFault } from './texts.ts'

/** `sendFrom` left out: as the last time it was enabled, and everything approved where it never was; `null`: everything approved. */
export function enableConnector(
  organization: Organization,
  { sendFrom }: { readonly sendFrom?: string | null | undefined },
  inUse: InUse,
  stamp: Stamp,
): Result<Organization, Refusal> {
  const { connector } = organization
  if (!connector) return err(notConfigured)
  const from = typeof sendFrom === 'string' ? instantOf(sendFrom) : undefined
  if (typeof sendFrom === 'string' && !from)
    return err({
      kind: 'invalid',
      code: 'connector.send_from_invalid',
      message:
        'sendFrom: not a moment that exists; ISO 8601 with its offset is needed, like 2026-11-21T10:00:00Z.',
    })
  const wanted = sendFrom === undefined ? connector.sendFrom : from
  if (connector.enabled)
    return wanted?.getTime() === connector.sendFrom?.getTime()
      ? ok(organization)
      : err({
          kind: 'conflict',
          code: 'connector.already_enabled',
          message:
            'The connector is enabled with another sendFrom. Disable it, then enable it with the new one.',
        })
  if (!connector.testedAt) return err(notTested)
  const incomplete = incompleteMapping(organization, inUse, stamp.at)
  if (incomplete) return err(incomplete)
  return ok(toggled(organization, { ...connector, enabled: true, sendFrom: wanted }, {}, stamp))
}

const notTested: Refusal = {
  kind: 'conflict',
  code: 'connector.not_tested',
  message: 'These credentials have not passed a test. Save them again: saving tests them.',
}

export function disableConnector(
  organization: Organization,
  { reason }: { readonly reason?: string | undefined },
  stamp: Stamp,
): Result<Organization, Refusal> {
  const { connector } = organization
  if (!connector) return err(notConfigured)
  const fault = reason === undefined ? undefined : textFault(reason, 500)
  if (fault)
    return err({
      kind: 'invalid',
      code: 'connector.reason_invalid',
      message: `reason: ${fault}`,
    })
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
