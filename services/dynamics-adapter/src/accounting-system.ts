import { randomInt } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import { stopsLane, type Failure } from '@bilagsbro/booking/failure'
import type {
  AccountingSystem,
  Connection,
  Found,
  Limits,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { VoucherOutcome } from '@bilagsbro/posting-engine/domain/flight'
import { dimensioned } from '@bilagsbro/posting-engine/toolkit/balance-dimensions'
import { postingModes } from '@bilagsbro/booking/mapping'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { Agent } from 'undici'
import { readCatalogue, readOpenDays, reportOn } from './catalogue.ts'
import { credentialFields, secretSets } from './credentials.ts'
import { unreadable } from './failures.ts'
import { postFlight } from './flight.ts'
import { compare } from './compare.ts'
import { draftsOf } from './drafts.ts'
import { deleteJournal, journalPrefix, unfinished } from './journal.ts'
import { documentsOf } from './lookup.ts'
import { batchSize, isGuid, quoted } from './odata.ts'
import type { Wait } from './flight-under-way.ts'
import { createSessions, type OpenSession } from './session.ts'
import type { BusinessCentralSettings } from './settings.ts'
import { createTokens } from './tokens.ts'

export interface Dependencies {
  readonly clock: Clock
  /** A whole number from 0, below the limit. */
  readonly random?: (limit: number) => number
  readonly wait?: Wait
}

/** Five at a time, per user; an application is a user (Microsoft, "Operational limits"). */
const limitsOf = (settings: BusinessCentralSettings): Limits => ({
  flightSize: 500,
  flightLines: 1500,
  concurrency: 5,
  requestsPerMinute: settings.REQUESTS_PER_MINUTE,
  callTimeoutMs: settings.CALL_TIMEOUT_MS,
  settleHorizonMs: settings.SETTLE_HORIZON_MS,
  rollbackHorizonMs: settings.ROLLBACK_HORIZON_MS,
})

export function createBusinessCentral(
  settings: BusinessCentralSettings,
  { clock, random = randomInt, wait = pause }: Dependencies,
): AccountingSystem {
  // One pool per origin. HTTP/1.1 and no pipelining: a request is on the wire alone, and none is ever repeated.
  const dispatcher = new Agent({
    allowH2: false,
    pipelining: 1,
    connections: 64,
    connect: { timeout: 5_000 },
    headersTimeout: settings.CALL_TIMEOUT_MS,
    bodyTimeout: 30_000,
    maxResponseSize: 64 * 1024 * 1024,
  })
  const open = createSessions({
    tokens: createTokens({ authority: settings.ENTRA_AUTHORITY, dispatcher, clock }),
    dispatcher,
    origin: settings.BUSINESS_CENTRAL_URL,
    clock,
  })

  return {
    type: 'dynamics',
    limits: limitsOf(settings),
    credentialFields,
    secretSets,
    settlesBy: () => 'look_up',
    principalOf: ({ target: { tenantId, clientId } }) =>
      tenantId && clientId ? `${tenantId}/${clientId}`.toLowerCase() : '',
    // A look; a journal, its lines, two dimensions on each, reading it back, posting, looking, clearing up.
    requestsFor: ({ lines, lookedFor }) =>
      (lookedFor > 0 ? 1 : 0) + 5 + 3 * Math.ceil(lines / batchSize),
    // Journals that wait, their lines; all references in one $batch, what has another number in a second; the journal
    // that was left, and its end.
    requestsPerLook: () => 6,

    async testConnection(connection, signal) {
      const session = await open(connection, signal, true)
      return session.ok ? await reportOn(session.value) : session
    },

    async catalogue(connection, kind, signal) {
      const session = await open(connection, signal)
      return session.ok ? await readCatalogue(session.value, kind) : session
    },

    listed: ['account', 'dimension', 'supplier'],
    postingModes,
    followUp: {
      firstMs: settings.FOLLOW_UP_FIRST_MS,
      longestMs: settings.FOLLOW_UP_LONGEST_MS,
      apartMs: settings.FOLLOW_UP_APART_MS,
    },

    async openDays(connection, signal) {
      const session = await open(connection, signal)
      return session.ok ? await readOpenDays(session.value) : session
    },

    plan: () => ({ journal: journalCode(random) }),

    async post(flight, connection, signal) {
      const session = await open(connection, signal)
      if (session.ok) {
        const { CALL_TIMEOUT_MS: callTimeoutMs } = settings
        const postings = dimensioned(flight.postings, connection)
        return await postFlight({ ...flight, postings }, session.value, { wait, callTimeoutMs })
      }
      const failure = session.error
      const unsent: VoucherOutcome = { kind: 'unsent', failure }
      return {
        outcomes: new Map(flight.postings.map(({ reference }) => [reference, unsent])),
        ...(stopsLane(failure) ? { stop: failure } : {}),
      }
    },

    async find(postings, connection, signal) {
      const found = await findWith(open, postings, connection, signal)
      // A token that was kept may have lost its force; only a new one shows whether the permission has.
      return found.ok || found.error.code !== 'auth.missing_permission'
        ? found
        : await findWith(open, postings, connection, signal)
    },

    async revoke(plan, connection, signal) {
      const session = await open(connection, signal)
      if (!session.ok) return session
      const { api, company } = session.value
      const filter = `code%20eq%20${quoted(plan['journal'] ?? '')}`
      const journals = await api.list<JournalRow>(
        `${company}/journals?$select=id,displayName&$filter=${filter}`,
      )
      if (!journals.ok) return journals
      for (const { id, displayName, '@odata.etag': version } of journals.value) {
        // It was handed over: it is an accountant's.
        if (displayName !== unfinished) continue
        if (!isGuid(id) || !version) return err(unreadable(200))
        const deleted = await deleteJournal(api, company, id, version)
        if (!deleted.ok) return err(deleted.error)
      }
      return ok(undefined)
    },
  }
}

interface JournalRow {
  readonly id: string
  readonly displayName: string
  readonly '@odata.etag'?: string
}

async function findWith(
  open: OpenSession,
  postings: readonly Posting[],
  connection: Connection,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Found>, Failure>> {
  const found = new Map<string, Found>()
  if (postings.length === 0) return ok(found)
  const session = await open(connection, signal)
  if (!session.ok) return session
  const { api, company } = session.value
  // First what waits: a draft that is posted in between shows in the ledger.
  const drafts = await draftsOf(api, company, postings)
  if (!drafts.ok) return drafts
  const documents = await documentsOf(api, company, postings)
  if (!documents.ok) return documents
  for (const posting of postings) {
    const there = documents.value.get(posting.reference)
    const draft = drafts.value.get(posting.reference)
    if (there) found.set(posting.reference, compare(posting, there, session.value.linkTo))
    else if (draft) found.set(posting.reference, draft)
  }
  return ok(found)
}

/** Letters only: Business Central counts up a code that has digits, and deletes the journal of the old code. */
function journalCode(random: (limit: number) => number): string {
  let code = journalPrefix
  while (code.length < 10) code += String.fromCharCode(65 + random(26))
  return code
}

const pause: Wait = async (milliseconds, signal) => {
  try {
    await after(milliseconds, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
