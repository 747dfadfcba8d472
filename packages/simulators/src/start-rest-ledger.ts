import { type Clock, systemClock } from '@bilagsbro/kernel/clock'
import { createGate, type Limits } from './business-central/limits.ts'
import { startServer } from './http-server.ts'
import { openLineFile } from './line-file.ts'
import { createOracle } from './oracle.ts'
import { createRequestCounts } from './request-counts.ts'
import { createRestOracle } from './rest-ledger/oracle-source.ts'
import { createRestWorld, type RestChange, type RestWorld } from './rest-ledger/rest-world.ts'
import { demoRestOrganizations, type RestOrganizationSeed } from './rest-ledger/seed.ts'
import { createRestLedger } from './rest-ledger/server.ts'

export interface RestLedgerOptions {
  readonly host?: string
  readonly port?: number
  readonly organizations?: readonly RestOrganizationSeed[]
  readonly clock?: Clock
  readonly limits?: Partial<Limits>
  /** Added to every request. */
  readonly latencyMs?: number
  readonly tokenLifetimeSeconds?: number
  /** Keeps the ledgers, and the answers to keys, over a restart. */
  readonly dataFile?: string
}

export interface RestLedgers extends AsyncDisposable {
  /** `http://127.0.0.1:4711`, without a slash at the end. */
  readonly url: string
  /** For tests in the same process: state, and faults without a request. */
  readonly world: RestWorld
}

/** Per organisation. */
const usualLimits: Limits = {
  requests: 6_000,
  windowMs: 60_000,
  concurrent: 20,
  queued: 200,
  queueTimeoutMs: 60_000,
  retryAfterSeconds: undefined,
}

/** Ledgers with a REST API, one per organisation, on one port of this machine. */
export async function startRestLedger(options: RestLedgerOptions = {}): Promise<RestLedgers> {
  const clock = options.clock ?? systemClock
  const seeds = options.organizations ?? demoRestOrganizations
  const file = options.dataFile ? openLineFile<RestChange>(options.dataFile) : undefined
  const world = createRestWorld(seeds, clock, file)
  const counts = createRequestCounts()
  const gate = createGate({ ...usualLimits, ...options.limits }, clock)
  const oracle = createOracle(createRestOracle({ world, gate, counts }))
  const restLedger = createRestLedger({
    world,
    gate,
    counts,
    latencyMs: options.latencyMs ?? 0,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3_600,
  })
  const server = await startServer(
    options,
    { contentType: 'application/json' },
    (exchange, body, response) => {
      if (exchange.url.startsWith('/_sim/')) oracle(exchange, body, response)
      else restLedger(exchange, body)
    },
  )
  return {
    url: server.url,
    world,
    async [Symbol.asyncDispose]() {
      world.close()
      await server.close()
      file?.close()
    },
  }
}
