import { createHash } from 'node:crypto'
import { stopsLane } from '@bilagsbro/booking/failure'
import type {
  AccountingSystem,
  Limits,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { VoucherOutcome } from '@bilagsbro/posting-engine/domain/flight'
import { dimensioned } from '@bilagsbro/posting-engine/toolkit/balance-dimensions'
import type { Clock } from '@bilagsbro/kernel/clock'
import { ok } from '@bilagsbro/kernel/result'
import { Agent } from 'undici'
import { readCatalogue, reportOn } from './catalogue.ts'
import { credentialFields, secretSets } from './credentials.ts'
import { postFlight } from './flight.ts'
import { mostNodes } from './items.ts'
import { lookUpWithErrors } from './lookup.ts'
import { createSessions, originOf } from './session.ts'
import type { XledgerSettings } from './settings.ts'
import { createTokens } from './tokens.ts'

const limitsOf = (settings: XledgerSettings): Limits => ({
  flightSize: 150,
  flightLines: mostNodes,
  concurrency: 3,
  requestsPerMinute: settings.REQUESTS_PER_MINUTE,
  callTimeoutMs: settings.CALL_TIMEOUT_MS,
  settleHorizonMs: settings.SETTLE_HORIZON_MS,
  moveMs: settings.MOVE_MS,
})

export function createXledger(
  settings: XledgerSettings,
  { clock }: { readonly clock: Clock },
): AccountingSystem {
  // HTTP/1.1 and no pipelining: a request is on the wire alone, and none is ever repeated or redirected.
  const dispatcher = new Agent({
    allowH2: false,
    pipelining: 1,
    connections: 16,
    connect: { timeout: 5_000 },
    headersTimeout: settings.CALL_TIMEOUT_MS,
    bodyTimeout: 30_000,
    maxResponseSize: 64 * 1024 * 1024,
  })
  const standIn = settings.XLEDGER_URL
  const tokens = createTokens((credentials) => originOf(credentials, standIn), clock)
  const open = createSessions({ tokens, dispatcher, clock, standIn })

  return {
    type: 'xledger',
    limits: limitsOf(settings),
    credentialFields,
    secretSets,
    settlesBy: () => 'look_up',
    followUp: {
      firstMs: settings.FOLLOW_UP_FIRST_MS,
      longestMs: settings.FOLLOW_UP_LONGEST_MS,
      apartMs: settings.FOLLOW_UP_APART_MS,
    },
    // Xledger counts by token. Organisations may share one, so its digest names it.
    principalOf({ target, secrets: { apiToken, clientId } }) {
      const token = apiToken ?? clientId
      if (!token || !target['environment']) return ''
      const digest = createHash('sha256').update(token).digest('hex').slice(0, 16)
      return `${target['environment']}/${digest}`
    },
    // A look; each mutation, and a look at what it left. No voucher is parted, so a mutation may be filled by half only.
    requestsFor: ({ lines, lookedFor }) =>
      (lookedFor > 0 ? 1 : 0) + 2 * Math.ceil(lines / mostNodes),
    // Lines, what does not show a second time, and what the import job says of them.
    requestsPerLook: () => 3,

    async testConnection(connection, signal) {
      const session = await open(connection, signal, true)
      return session.ok ? await reportOn(session.value) : session
    },

    async catalogue(connection, kind, signal) {
      const session = await open(connection, signal)
      return session.ok ? await readCatalogue(session.value, kind) : session
    },

    // Its API does not tell which periods are open.
    listed: ['account', 'dimension', 'supplier', 'employee'],

    // Lines carry the reference of their voucher, which is all that is needed to find them again.
    plan: () => ({}),

    async post(flight, connection, signal) {
      const session = await open(connection, signal)
      const postings = dimensioned(flight.postings, connection)
      if (session.ok) return await postFlight({ ...flight, postings }, session.value)
      const failure = session.error
      const unsent: VoucherOutcome = { kind: 'unsent', failure }
      return {
        outcomes: new Map(flight.postings.map(({ reference }) => [reference, unsent])),
        ...(stopsLane(failure) ? { stop: failure } : {}),
      }
    },

    async find(postings, connection, signal) {
      if (postings.length === 0) return ok(new Map())
      const session = await open(connection, signal)
      return session.ok ? await lookUpWithErrors(session.value, postings) : session
    },

    // The API has no way to take a staged line back. What an abandoned flight left is found by its references,
    // and never sent again while it is there.
    revoke: async () => ok(undefined),
  }
}
