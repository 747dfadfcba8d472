import type { Failure } from '@bilagsbro/booking/failure'
import { err, type Result } from '@bilagsbro/kernel/result'
import { callWithin } from './call.ts'
import { createTurns } from './turns.ts'
import type {
  AccountingSystem,
  CatalogueEntry,
  CatalogueKind,
  Connection,
  ConnectionReport,
  MappingOption,
} from './ports/accounting-system.ts'
import type { ConnectionSource } from './ports/connection-source.ts'

/** Less than the 10 s in which people are promised an answer. */
const testMs = 9_000
const catalogueMs = 25_000

/** An organisation whose saved credentials to use, or some that it has not saved yet. */
export interface Way {
  readonly organizationId: string
  readonly draft?: Pick<Connection, 'target' | 'secrets'>
}

/** Of one organisation, and of all: whoever tries much waits for itself, and for nobody else for long. */
const atOnce = { each: 3, all: 24, waiting: 12 }

export function createConnectionUseCases(system: AccountingSystem, connections: ConnectionSource) {
  const turns = createTurns(atOnce)
  async function along<T>(
    way: Way,
    milliseconds: number,
    call: (connection: Connection, signal: AbortSignal) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const began = performance.now()
    using turn = await turns.take(way.organizationId, milliseconds)
    if (!turn) return err(busy)
    const connection = await connectionFor(way, connections)
    if (!connection) return err(noConnection)
    const left = Math.max(1, Math.floor(milliseconds - (performance.now() - began)))
    try {
      return await callWithin(left, (signal) => call(connection, signal))
    } catch {
      return err(noAnswer)
    }
  }
  const { type, credentialFields: fields, secretSets, mappingOptions } = system
  return {
    credentialSchema: () => ({
      type,
      fields: [...fields],
      secretSets: secretSets.map((names) => [...names]),
      mappingOptions: [...(mappingOptions ?? everyOption)],
    }),

    testConnection: (way: Way): Promise<Result<ConnectionReport, Failure>> =>
      along(way, testMs, (connection, signal) => system.testConnection(connection, signal)),

    readCatalogue: (way: Way, kind: CatalogueKind): Promise<Result<CatalogueEntry[], Failure>> =>
      along(way, catalogueMs, (connection, signal) => system.catalogue(connection, kind, signal)),
  }
}
const everyOption: readonly MappingOption[] = ['vatCode', 'costCenter', 'project', 'subledger']

export type ConnectionUseCases = ReturnType<typeof createConnectionUseCases>

async function connectionFor(
  { organizationId, draft }: Way,
  connections: ConnectionSource,
): Promise<Connection | undefined> {
  if (draft) return { organizationId, targetFingerprint: '', credentialsVersion: 0, ...draft }
  const saved = await connections.connectionOf(organizationId)
  return saved.ok ? saved.value : undefined
}

const noConnection: Failure = {
  class: 'config',
  code: 'connection.missing',
  message: 'The organisation has no connection to this kind of accounting system.',
}

const busy: Failure = {
  class: 'rate_limited',
  code: 'connection.busy',
  message: 'Other tries of this connection are still under way. Try again when they have ended.',
}

const noAnswer: Failure = {
  class: 'unreachable',
  code: 'connection.no_answer',
  message: 'The accounting system did not answer in time.',
}
