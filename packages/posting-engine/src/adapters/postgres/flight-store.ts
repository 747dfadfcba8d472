import type { MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { FlightStore } from '#application/ports/flight-store.ts'
import { createClaim } from './flight-claim.ts'
import { restHeldLane } from './held-lanes.ts'
import { createConcludeFlight, type ConcludeDeps } from './flight-conclude.ts'
import { returnQueued, stopLane } from './lanes.ts'

interface Deps extends ConcludeDeps {
  readonly orm: MikroORM
  readonly flightsPerLane: number
}

export function createPostgresFlightStore(deps: Deps): FlightStore {
  const { orm, outbox, answer, policy, flightsPerLane } = deps
  return {
    claim: createClaim(orm, flightsPerLane),
    concludeFlight: createConcludeFlight(deps),
    async stop(organizationId, failure, exceptTarget) {
      const all = exceptTarget === undefined
      if (all) await stopLane(orm.em.fork(), organizationId, failure, policy.stopMs)
      const others = all ? sql`` : sql`and target_fingerprint <> ${exceptTarget}`
      await outbox.transaction((em, emit) =>
        returnQueued(em, emit, answer, organizationId, failure, others),
      )
    },
    async giveBackHeld(organizationId, failure) {
      // In the same snapshot as the queue: what is queued as the lane is opened stays there.
      const stillHeld = sql`and exists (select from lane
        where organization_id = ${organizationId} and held)`
      await outbox.transaction((em, emit) =>
        returnQueued(em, emit, answer, organizationId, failure, stillHeld),
      )
      await restHeldLane(orm.em.fork(), organizationId)
    },
  }
}
