import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { incompleteMapping } from './mapping.ts'
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
  stamp: Stamp,
): Result<Organization, Refusal> {
  const { connector } = organization
  if (!connector) return err(notConfigured)
  const from = typeof sendFrom === 'string' ? instant(sendFrom) : undefined
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
  const incomplete = incompleteMapping(organization.mapping)
  if (incomplete) return err(incomplete)
  return ok(toggled(organization, { ...connector, enabled: true, sendFrom: wanted }, {}, stamp))
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

const isoInstant =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

function instant(text: string): Date | undefined {
  const day = isoInstant.exec(text)?.[1]
  // Date rolls 30 February over to March; the day alone shows whether it exists.
  if (!day || !isDay(day)) return undefined
  return new Date(text)
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}
