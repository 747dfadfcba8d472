import type { MikroORM } from '@mikro-orm/postgresql'
import type { FlightStore } from '#application/ports/flight-store.ts'
import { createClaim } from './flight-claim.ts'
import { createSettle, type SettleDeps } from './flight-settle.ts'
import { returnQueued, stopLane } from './lanes.ts'

interface Deps extends SettleDeps {
  readonly orm: MikroORM
  readonly flightsPerLane: number
}

export function createPostgresFlightStore(deps: Deps): FlightStore {
  const { orm, outbox, answer, policy, flightsPerLane } = deps
  return {
    claim: createClaim(orm, flightsPerLane),
    settle: createSettle(deps),
    stop: (organizationId, failure, exceptTarget) =>
      outbox.transaction(async (em, emit) => {
        if (exceptTarget === undefined) await stopLane(em, organizationId, failure, policy.stopMs)
        await returnQueued(em, emit, answer, organizationId, failure, exceptTarget)
      }),
  }
}
