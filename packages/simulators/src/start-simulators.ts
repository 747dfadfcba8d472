import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, systemClock } from '@bilagsbro/kernel/clock'
import { createGate, type Limits, vendorLimits } from './business-central/limits.ts'
import { demoOrganizations, type OrganizationSeed } from './business-central/seed.ts'
import { createBusinessCentral } from './business-central/server.ts'
import { createEntra } from './entra/entra.ts'
import { createExchange, readBody } from './exchange.ts'
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
  const oracle = createOracle({ world, gate, counts })
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
  const server = createServer({ keepAliveTimeout: 60_000, noDelay: true }, (request, response) => {
    const exchange = createExchange(request, response)
    readBody(request, (body) => {
      try {
        if (exchange.url.startsWith('/_sim/')) oracle(exchange, body, response)
        else if (exchange.url.startsWith('/v2.0/')) businessCentral(exchange, body)
        else entra(exchange, body)
      } catch (error) {
        exchange.answer({ status: 500, body: JSON.stringify({ error: String(error) }) })
      }
    })
  })
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  const { address, port } = server.address() as AddressInfo
  return {
    url: `http://${address}:${port}`,
    world,
    async [Symbol.asyncDispose]() {
      world.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      file?.close()
    },
  }
}
