import type { ConnectionChoice, ConnectionReport } from '@bilagsbro/adapter-api/calls'
import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'
import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerCode, Standing } from '@bilagsbro/booking/ledger-code'
import { mappingOptions as everyOption } from '@bilagsbro/booking/mapping'
import { err, type Result } from '@bilagsbro/kernel/result'
import { callWithin } from './call.ts'
import { createCodeChecks } from './check-codes.ts'
import { createTurns } from './turns.ts'
import type { AccountingSystem, Connection } from './ports/accounting-system.ts'
import type { ConnectionSource } from './ports/connection-source.ts'

/** Less than the 10 s in which people are promised an answer. */
const testMs = 9_000
const catalogueMs = 25_000
const checksMs = 7_000

/** Of one organisation, and of all: whoever tries much waits for itself, and for nobody else for long. */
const atOnce = { each: 3, all: 24, waiting: 12 }

export function createConnectionUseCases(system: AccountingSystem, connections: ConnectionSource) {
  const turns = createTurns(atOnce)
  async function along<T>(
    choice: ConnectionChoice,
    milliseconds: number,
    call: (connection: Connection, signal: AbortSignal) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const began = performance.now()
    using turn = await turns.take(choice.organizationId ?? choice.draftOf ?? '', milliseconds)
    if (!turn) return err(busy)
    const connection = await connectionFor(choice, connections)
    if (!connection) return err(noConnection)
    const left = Math.max(1, Math.floor(milliseconds - (performance.now() - began)))
    try {
      return await callWithin(left, (signal) => call(connection, signal))
    } catch {
      return err(noAnswer)
    }
  }
  const checkCodes = createCodeChecks(system)
  const { type, credentialFields: fields, secretSets, mappingOptions, postingModes } = system
  const groups = system.credentialGroups
  return {
    credentialSchema: (): CredentialSchema => ({
      type,
      fields,
      ...(groups && { groups }),
      secretSets,
      mappingOptions: mappingOptions ?? everyOption,
      postingModes: [...(postingModes ?? ['book'])],
    }),

    testConnection: (choice: ConnectionChoice): Promise<Result<ConnectionReport, Failure>> =>
      along(choice, testMs, (connection, signal) => system.testConnection(connection, signal)),

    readCatalogue: (
      choice: ConnectionChoice,
      kind: CatalogueKind,
    ): Promise<Result<CatalogueEntry[], Failure>> =>
      along(choice, catalogueMs, (connection, signal) =>
        system.catalogue(connection, kind, signal),
      ),

    checkCodes: (
      organizationId: string,
      codes: readonly LedgerCode[],
    ): Promise<Result<readonly Standing[], Failure>> =>
      along({ organizationId }, checksMs, (connection, signal) =>
        checkCodes(connection, codes, signal),
      ),
  }
}

export type ConnectionUseCases = ReturnType<typeof createConnectionUseCases>

async function connectionFor(
  { organizationId, draftOf = '', target = {}, secrets = {} }: ConnectionChoice,
  connections: ConnectionSource,
): Promise<Connection | undefined> {
  if (organizationId === undefined)
    return {
      organizationId: draftOf,
      targetFingerprint: '',
      credentialsVersion: 0,
      target,
      secrets,
    }
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
