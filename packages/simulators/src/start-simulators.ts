import { systemClock } from '@bilagsbro/kernel/clock'
import { createOracleSource } from './business-central/oracle-source.ts'
import { createGate, type Limits, vendorLimits } from './business-central/limits.ts'
import { demoOrganizations, type OrganizationSeed } from './business-central/seed.ts'
import { createBusinessCentral } from './business-central/server.ts'
import { createEntra } from './entra/entra.ts'
import { openLedgerFile } from './ledger-file.ts'
import { createRequestCounts } from './request-counts.ts'
import { startStandIn, type StandIn, type StandInOptions } from './start-stand-in.ts'
import { createWorld, type World } from './world.ts'

export interface SimulatorOptions extends StandInOptions {
  readonly organizations?: readonly OrganizationSeed[]
  /** The vendor's, but for what is given. */
  readonly limits?: Partial<Limits>
  /** The origin in Entra ID's discovery documents; the vendor's own unless told. */
  readonly entraOrigin?: string
}

export type Simulators = StandIn<World>

/** Entra ID and Business Central. */
export async function startSimulators(options: SimulatorOptions = {}): Promise<Simulators> {
  const clock = options.clock ?? systemClock
  const limits = { ...vendorLimits, ...options.limits }
  const file = options.dataFile ? openLedgerFile(options.dataFile) : undefined
  const world = createWorld(options.organizations ?? demoOrganizations, clock, file)
  const counts = createRequestCounts()
  const gate = createGate(limits, clock)
  const { latencyMs = 0, tokenLifetimeSeconds = 3_599 } = options
  const origin = options.entraOrigin ?? 'https://login.microsoftonline.com'
  const businessCentral = createBusinessCentral({ world, gate, limits, counts, latencyMs })
  const entra = createEntra({ world, counts, origin, tokenLifetimeSeconds })
  return await startStandIn(options, {
    world,
    file,
    oracle: createOracleSource({ world, gate, counts }),
    usual: {
      contentType: 'application/json; odata.metadata=minimal',
      others: { 'odata-version': '4.0' },
      requestId: 'request-id',
    },
    handle: (exchange, body) =>
      exchange.url.startsWith('/v2.0/') ? businessCentral(exchange, body) : entra(exchange, body),
  })
}
