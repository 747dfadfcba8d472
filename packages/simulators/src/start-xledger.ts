import { systemClock } from '@bilagsbro/kernel/clock'
import { openLineFile } from './line-file.ts'
import { createRequestCounts } from './request-counts.ts'
import { startStandIn, type StandIn, type StandInOptions } from './start-stand-in.ts'
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

export interface XledgerOptions extends StandInOptions {
  readonly owners?: readonly XledgerSeed[]
  /** The vendor's as far as they are known, but for what is given. */
  readonly limits?: Partial<XledgerLimits>
  readonly conduct?: Partial<XledgerConduct>
}

export type Xledger = StandIn<XledgerWorld>

/** Xledger's GraphQL. */
export async function startXledger(options: XledgerOptions = {}): Promise<Xledger> {
  const clock = options.clock ?? systemClock
  const file = options.dataFile ? openLineFile<Change>(options.dataFile) : undefined
  const world = createXledgerWorld(options.owners ?? demoOwners, clock, options.conduct ?? {}, file)
  const meter = createMeter({ ...usualXledgerLimits, ...options.limits }, clock)
  const counts = createRequestCounts()
  const { latencyMs = 0, tokenLifetimeSeconds = 3_600 } = options
  return await startStandIn(options, {
    world,
    file,
    oracle: createXledgerOracle({ world, meter, counts }),
    usual: { contentType: 'application/json; charset=utf-8' },
    handle: createXledger({ world, meter, counts, latencyMs, tokenLifetimeSeconds }),
  })
}
