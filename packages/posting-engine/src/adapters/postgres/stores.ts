import type { PostingCompleted } from '@bilagsbro/events/posting'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { Outbox } from '@bilagsbro/messaging/outbox'
import type { MikroORM } from '@mikro-orm/postgresql'
import type { LanePolicy } from '#domain/lane.ts'
import { createAnswer } from './answers.ts'
import { createPostgresDoubtStore } from './doubt-store.ts'
import { createPostgresFollowUpStore } from './follow-up-store.ts'
import { createPostgresFlightStore } from './flight-store.ts'
import { createPostgresPostingStore } from './posting-store.ts'
import type { PostedTwice } from './learn-unusual.ts'

export interface StoreDeps {
  readonly orm: MikroORM
  readonly outbox: Outbox
  /** The type of accounting system in answers. */
  readonly type: PostingCompleted['connector']
  readonly clock: Clock
  readonly postedTwice: PostedTwice
  readonly policy?: Partial<LanePolicy>
  /** From a delivery to the first look whether it is booked, in milliseconds. */
  readonly followUpMs?: number
  /** The topic that postings are requested on. */
  readonly topic: string
  /** Vouchers of one flight at most, where a flight is put together for looking. */
  readonly flightSize: number
  /** For how long after this database was born a call of a predecessor may still be carried out, in milliseconds. */
  readonly predecessorMs: number
  /** Flights of one lane in the air at the same time. */
  readonly flightsPerLane?: number
}

const usual: LanePolicy = { pauseMs: 1_000, stopMs: 5_000 }

export function createStores({ type, clock, ...given }: StoreDeps) {
  const deps = {
    ...given,
    answer: createAnswer(type, clock),
    policy: { ...usual, ...given.policy },
    flightsPerLane: given.flightsPerLane ?? 1,
    followUpMs: given.followUpMs ?? 300_000,
  }
  return {
    postings: createPostgresPostingStore(deps),
    flights: createPostgresFlightStore(deps),
    doubts: createPostgresDoubtStore(deps),
    followUps: createPostgresFollowUpStore(deps),
  }
}
