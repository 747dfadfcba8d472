import { setTimeout as after } from 'node:timers/promises'
import type { Failure } from '@bilagsbro/booking/failure'
import type {
  AccountingSystem,
  Limits,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok } from '@bilagsbro/kernel/result'
import { guardedLookup, policyOf } from './addresses.ts'
import { readCatalogue } from './catalogue.ts'
import { createSend } from './client.ts'
import { reportOn } from './connection-test.ts'
import { credentialFields, credentialGroups } from './credential-fields.ts'
import { secretSets } from './sign-in-fields.ts'
import { settledBy } from './credentials.ts'
import { createEvaluation, type EvaluateFor } from './evaluation.ts'
import { allUnsent, postFlight, replayFlight } from './flight.ts'
import { lookUp } from './lookup.ts'
import type { Timing } from './timing.ts'
import { mostCalls, paceOf } from './pace.ts'
import { principalOf } from './principal.ts'
import { createSessions } from './session.ts'
import type { RestSettings } from './settings.ts'
import { createTokens } from './tokens.ts'
import { createWindows } from './window.ts'

export interface Dependencies {
  readonly clock: Clock
  /** Resolves names; what it answers is judged by it, too. */
  readonly lookup?: ReturnType<typeof guardedLookup>
  readonly evaluateFor?: EvaluateFor
}

const limitsOf = (settings: RestSettings): Limits => ({
  flightSize: 25,
  flightsPerLane: mostCalls,
  concurrency: mostCalls,
  requestsPerMinute: settings.REQUESTS_PER_MINUTE,
  callTimeoutMs: settings.CALL_TIMEOUT_MS,
  settleHorizonMs: settings.SETTLE_HORIZON_MS,
  moveMs: settings.MOVE_MS,
})

export function createRest(
  settings: RestSettings,
  {
    clock,
    lookup = guardedLookup(),
    evaluateFor = createEvaluation({
      deadlineMs: settings.TEMPLATE_DEADLINE_MS,
      memoryMb: settings.TEMPLATE_MEMORY_MB,
    }),
  }: Dependencies,
): AccountingSystem {
  const policy = policyOf(settings)
  const open = createSessions({
    policy,
    send: createSend({ policy, clock, lookup, timeoutMs: settings.CALL_TIMEOUT_MS }),
    tokens: createTokens({ policy, clock, lookup }),
    pace: settings,
    evaluateFor,
  })
  const windows = createWindows()
  const timing: Timing = {
    callTimeoutMs: settings.CALL_TIMEOUT_MS,
    wait,
  }
  return {
    type: 'rest',
    limits: limitsOf(settings),
    followUp: {
      firstMs: settings.FOLLOW_UP_FIRST_MS,
      longestMs: settings.FOLLOW_UP_LONGEST_MS,
      apartMs: settings.FOLLOW_UP_APART_MS,
    },
    credentialFields,
    credentialGroups,
    secretSets,
    settlesBy: settledBy,
    principalOf,
    paceOf: (connection) => paceOf(connection, settings),
    // Each is sent; what its answer does not prove is looked for after it, and what is not fresh before it, too.
    requestsFor({ vouchers, lookedFor }, { target }) {
      if (!target['lookUpUrl']) return vouchers + (target['idempotent'] === 'yes' ? 0 : 1)
      const most = Number(target['arrayMost'])
      const provesItself = (target['answerNumber'] || most) && target['answersLater'] !== 'yes'
      const looks = (provesItself ? lookedFor : vouchers) + lookedFor
      if (most && target['arrayAtomic'] === 'yes') return Math.ceil(vouchers / most) + looks
      if (most) return Math.ceil((vouchers - lookedFor) / most) + lookedFor + looks
      return vouchers + (provesItself ? lookedFor : vouchers) + lookedFor
    },
    requestsPerLook: (vouchers) => vouchers,

    async testConnection(connection, signal) {
      const session = await open(connection, signal, { test: true, fresh: true })
      return session.ok ? await reportOn(session.value) : session
    },

    async catalogue(connection, kind, signal) {
      const session = await open(connection, signal, { test: true })
      return session.ok ? await readCatalogue(session.value, kind) : session
    },

    plan: () => ({ drawnAt: clock.now().toISOString() }),

    async post(flight, connection, signal) {
      const session = await open(connection, signal)
      if (!session.ok) return allUnsent(flight.postings, session.error)
      const principal = principalOf(connection)
      const requestsAtOnce = windows.of(principal, session.value.requestsAtOnce)
      const flown = await postFlight(timing, flight, { ...session.value, requestsAtOnce })
      windows.learn(principal, requestsAtOnce, flown.stop?.class === 'rate_limited')
      return flown
    },

    async find(postings, connection, signal) {
      if (settledBy(connection) !== 'look_up') return err(cannotLook)
      const look = async () => {
        const session = await open(connection, signal)
        return session.ok ? await lookUp(session.value, postings) : session
      }
      const found = await look()
      // A token that was kept may have lost its force; only a new one shows whether the secret has.
      const worn = !found.ok && found.error.class === 'auth' && connection.secrets['clientSecret']
      return worn ? await look() : found
    },

    async replay(flight, connection, signal) {
      const session = await open(connection, signal)
      return session.ok ? await replayFlight(timing, flight, session.value, clock.now()) : session
    },

    // No request can be taken back. After the horizon none needs to be, unless the ledger works through a queue that does
    // not show its vouchers.
    revoke: async (_, { target }) =>
      target['answersLater'] === 'yes' && !target['lookUpHeld'] ? err(mayComeLater) : ok(undefined),
  }
}

/** An empty answer would say that nothing is there. */
const cannotLook: Failure = {
  class: 'config',
  code: 'look_up.missing',
  message: 'lookUpUrl: Without it, nobody can see what the ledger holds.',
}

const mayComeLater: Failure = {
  class: 'config',
  code: 'posting.may_come_later',
  message: 'The ledger may still book the voucher. Look there, and say whether it did.',
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await after(milliseconds, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
