import type { Failure } from '@bilagsbro/booking/failure'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { AccountingSystem, Connection } from './ports/accounting-system.ts'
import type { ConnectionSource } from './ports/connection-source.ts'

interface Entry {
  readonly connection: Connection
  readonly readAt: number
  /** The connection is new enough for versions of the secrets up to this one. */
  readonly serves: number
}

/** A connection is kept in memory this long after it was read, and never anywhere else. */
const keptMs = 60_000

export type Connections = ReturnType<typeof createConnections>

/** The connections of organisations whose lanes are being served. */
export function createConnections(
  source: ConnectionSource,
  system: Pick<AccountingSystem, 'principalOf'>,
  clock: Clock,
) {
  const entries = new Map<string, Entry>()
  const now = () => clock.now().getTime()
  const entryOf = (organizationId: string) => {
    const entry = entries.get(organizationId)
    if (!entry || now() - entry.readAt < keptMs) return entry
    entries.delete(organizationId)
    return undefined
  }
  return {
    get: (organizationId: string) => entryOf(organizationId)?.connection,

    serves: (organizationId: string) => entryOf(organizationId)?.serves ?? 0,

    forget: (organizationId: string) => entries.delete(organizationId),

    /**
     * Reads the newest connection, which serves any version that is asked for. Throws when the source cannot be reached.
     */
    async read(organizationId: string, askedVersion = 0): Promise<Result<Connection, Failure>> {
      for (const id of entries.keys()) entryOf(id)
      const answer = await source.connectionOf(organizationId)
      if (!answer.ok) {
        entries.delete(organizationId)
        return err(noConnection)
      }
      const connection = answer.value
      if (!isUsable(system, connection)) return err(unusable)
      const serves = Math.max(connection.credentialsVersion, askedVersion)
      entries.set(organizationId, { connection, readAt: now(), serves })
      return ok(connection)
    },
  }
}

/** A target that the accounting system cannot read at all must not hold up the lanes of others. */
function isUsable(system: Pick<AccountingSystem, 'principalOf'>, connection: Connection) {
  try {
    return system.principalOf(connection) !== ''
  } catch {
    return false
  }
}

const noConnection: Failure = {
  class: 'config',
  code: 'connection.missing',
  message: 'The organisation has no connection to this kind of accounting system.',
}

const unusable: Failure = {
  class: 'config',
  code: 'connection.unusable',
  message: 'The connection does not say which ledger it leads to. Set it up again.',
}

export const connectionOff: Failure = {
  class: 'config',
  code: 'connection.off',
  message: 'The connector is off: nothing is sent for the organisation.',
}

export const targetChanged: Failure = {
  class: 'config',
  code: 'connection.target_changed',
  message: 'The voucher was made for another ledger than the one that is connected now.',
}
