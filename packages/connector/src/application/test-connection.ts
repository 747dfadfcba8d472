import { err, type Result } from '@bilagsbro/kernel/result'
import type { Failure } from '#domain/voucher.ts'
import { callWithin } from './call.ts'
import type {
  AccountingConnector,
  CatalogueEntry,
  CatalogueKind,
  Connection,
  ConnectionReport,
  MappingOption,
} from './ports/accounting-connector.ts'
import type { ConnectionSource } from './ports/connection-source.ts'

/** Less than the 10 s in which people are promised an answer. */
const testMs = 9_000
const catalogueMs = 25_000

/** Credentials that are not saved yet, or an organisation whose saved ones to use. */
export type Way =
  | { readonly organizationId: string }
  | { readonly target: Connection['target']; readonly secrets: Connection['secrets'] }

export function createConnectionUseCases(
  connector: AccountingConnector,
  connections: ConnectionSource,
) {
  async function along<T>(
    way: Way,
    milliseconds: number,
    call: (connection: Connection, signal: AbortSignal) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const connection = await connectionFor(way, connections)
    if (!connection) return err(noConnection)
    try {
      return await callWithin(milliseconds, (signal) => call(connection, signal))
    } catch {
      return err(noAnswer)
    }
  }
  const { type, credentialFields: fields, secretSets, mappingOptions } = connector
  return {
    credentialSchema: () => ({
      type,
      fields: [...fields],
      secretSets: secretSets.map((names) => [...names]),
      mappingOptions: [...(mappingOptions ?? everyOption)],
    }),

    testConnection: (way: Way): Promise<Result<ConnectionReport, Failure>> =>
      along(way, testMs, (connection, signal) => connector.testConnection(connection, signal)),

    readCatalogue: (way: Way, kind: CatalogueKind): Promise<Result<CatalogueEntry[], Failure>> =>
      along(way, catalogueMs, (connection, signal) =>
        connector.catalogue(connection, kind, signal),
      ),
  }
}
const everyOption: readonly MappingOption[] = ['vatCode', 'costCenter', 'project', 'subledger']

export type ConnectionUseCases = ReturnType<typeof createConnectionUseCases>

async function connectionFor(
  way: Way,
  connections: ConnectionSource,
): Promise<Connection | undefined> {
  if ('organizationId' in way) {
    const saved = await connections.connectionOf(way.organizationId)
    return saved.ok ? saved.value : undefined
  }
  return { organizationId: '', targetFingerprint: '', credentialsVersion: 0, ...way }
}

const noConnection: Failure = {
  class: 'config',
  code: 'connection.missing',
  message: 'The organisation has no connection to this kind of accounting system.',
}

const noAnswer: Failure = {
  class: 'unreachable',
  code: 'connection.no_answer',
  message: 'The accounting system did not answer in time.',
}
