import { systemClock } from '@bilagsbro/kernel/clock'
import { createGate, type Limits } from './business-central/limits.ts'
import { openLineFile } from './line-file.ts'
import { createRequestCounts } from './request-counts.ts'
import { createRestOracle } from './rest-ledger/oracle-source.ts'
import { createRestWorld, type RestChange, type RestWorld } from './rest-ledger/rest-world.ts'
import { demoRestOrganizations, type RestOrganizationSeed } from './rest-ledger/seed.ts'
import { createRestLedger } from './rest-ledger/server.ts'
import { startStandIn, type StandIn, type StandInOptions } from './start-stand-in.ts'

export interface RestLedgerOptions extends StandInOptions {
  readonly organizations?: readonly RestOrganizationSeed[]
  readonly limits?: Partial<Limits>
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

/** Ledgers with a REST API, one per organisation. */
export async function startRestLedger(
  options: RestLedgerOptions = {},
): Promise<StandIn<RestWorld>> {
  const clock = options.clock ?? systemClock
  const seeds = options.organizations ?? demoRestOrganizations
  const file = options.dataFile ? openLineFile<RestChange>(options.dataFile) : undefined
  const world = createRestWorld(seeds, clock, file)
  const counts = createRequestCounts()
  const gate = createGate({ ...usualLimits, ...options.limits }, clock)
  const { latencyMs = 0, tokenLifetimeSeconds = 3_600 } = options
  return await startStandIn(options, {
    world,
    file,
    oracle: createRestOracle({ world, gate, counts }),
    usual: { contentType: 'application/json', requestId: 'x-request-id' },
    handle: createRestLedger({ world, gate, counts, latencyMs, tokenLifetimeSeconds }),
  })
}
