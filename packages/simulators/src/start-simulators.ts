import { type Clock, systemClock } from '@bilagsbro/kernel/clock'
import { createOracleSource } from './business-central/oracle-source.ts'
import { createGate, type Limits, vendorLimits } from './business-central/limits.ts'
import { demoOrganizations, type OrganizationSeed } from './business-central/seed.ts'
import { createBusinessCentral } from './business-central/server.ts'
import { createEntra } from './entra/entra.ts'
import type { UsualHeaders } from './exchange.ts'
import { startServer } from './http-server.ts'
import { openLedgerFile } from './ledger-file.ts'
import { createOracle } from './oracle.ts'
import { createRequestCounts } from './request-counts.ts'
import { createWorld, type World } from './world.ts'

export interface SimulatorOptions {
  readonly host?: string
  readonly port?: number
  readonly organizations?: readonly OrganizationSeed[]
  readonly clock?: Clock
  /** The vendor's, but for what is given. */
  readonly limits?: Partial<Limits>
  /** Added to every request to Business Central. */
  readonly latencyMs?: number
  readonly tokenLifetimeSeconds?: number
  /** The origin in Entra ID's discovery documents; the vendor's own unless told. */
  readonly entraOrigin?: string
  /** Keeps the ledgers over a restart. */
  readonly dataFile?: string
}

export interface Simulators extends AsyncDisposable {
  /** `http://127.0.0.1:4711`, without a slash at the end. */
  readonly url: string
  /** For tests in the same process: state, and faults without a request. */
  readonly world: World
}

/** Entra ID and Business Central on one port of this machine. */
export async function startSimulators(options: SimulatorOptions = {}): Promise<Simulators> {
  const clock = options.clock ?? systemClock
  const limits = { ...vendorLimits, ...options.limits }
  const file = options.dataFile ? openLedgerFile(options.dataFile) : undefined
  const world = createWorld(options.organizations ?? demoOrganizations, clock, file)
  const counts = createRequestCounts()
  const gate = createGate(limits, clock)
  const oracle = createOracle(createOracleSource({ world, gate, counts }))
  const businessCentral = createBusinessCentral({
    world,
    gate,
    limits,
    counts,
    latencyMs: options.latencyMs ?? 0,
  })
  const entra = createEntra({
    world,
    counts,
    origin: options.entraOrigin ?? 'https://login.microsoftonline.com',
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3_599,
  })
  const server = await startServer(options, odata, (exchange, body, response) => {
    if (exchange.url.startsWith('/_sim/')) oracle(exchange, body, response)
    else if (exchange.url.startsWith('/v2.0/')) businessCentral(exchange, body)
    else entra(exchange, body)
  })
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

const odata: UsualHeaders = {
  contentType: 'application/json; odata.metadata=minimal',
  others: { 'odata-version': '4.0' },
}
