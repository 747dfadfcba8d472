import { type Clock, systemClock } from '@bilagsbro/kernel/clock'
import { startServer } from './http-server.ts'
import { openLineFile } from './line-file.ts'
import { createOracle } from './oracle.ts'
import { createRequestCounts } from './request-counts.ts'
import type { Change } from './xledger/changes.ts'
import { createMeter, type XledgerLimits, usualXledgerLimits } from './xledger/limits.ts'
import { createXledgerOracle } from './xledger/oracle-source.ts'
import { demoOwners, type XledgerSeed } from './xledger/seed.ts'
import { createXledger } from './xledger/server.ts'
import {
  createXledgerWorld,
  type XledgerConduct,
  type XledgerWorld,
} from './xledger/xledger-world.ts'

export interface XledgerOptions {
  readonly host?: string
  readonly port?: number
  readonly owners?: readonly XledgerSeed[]
  readonly clock?: Clock
  /** The vendor's as far as they are known, but for what is given. */
  readonly limits?: Partial<XledgerLimits>
  readonly conduct?: Partial<XledgerConduct>
  /** Added to every request. */
  readonly latencyMs?: number
  readonly tokenLifetimeSeconds?: number
  /** Keeps what is staged and booked over a restart. */
  readonly dataFile?: string
}

export interface Xledger extends AsyncDisposable {
  /** `http://127.0.0.1:4711`, without a slash at the end. */
  readonly url: string
  /** For tests in the same process: state, and faults without a request. */
  readonly world: XledgerWorld
}

/** Xledger's GraphQL on a port of this machine. */
export async function startXledger(options: XledgerOptions = {}): Promise<Xledger> {
  const clock = options.clock ?? systemClock
  const file = options.dataFile ? openLineFile<Change>(options.dataFile) : undefined
  const world = createXledgerWorld(options.owners ?? demoOwners, clock, options.conduct ?? {}, file)
  const meter = createMeter({ ...usualXledgerLimits, ...options.limits }, clock)
  const counts = createRequestCounts()
  const oracle = createOracle(createXledgerOracle({ world, meter, counts }))
  const { latencyMs = 0, tokenLifetimeSeconds = 3_600 } = options
  const xledger = createXledger({ world, meter, counts, latencyMs, tokenLifetimeSeconds })
  const server = await startServer(
    options,
    { contentType: 'application/json; charset=utf-8' },
    (exchange, body, response) => {
      if (exchange.url.startsWith('/_sim/')) oracle(exchange, body, response)
      else xledger(exchange, body)
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
