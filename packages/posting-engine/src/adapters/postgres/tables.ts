import { sharedTables } from '@bilagsbro/service-runtime/shared-tables'
import { defineEntity, p } from '@mikro-orm/core'
import type { KeptLook } from './look-reports.ts'

/** One row per requested posting, kept for ever: the memory of what was sent. */
export const PostingTable = defineEntity({
  name: 'Posting',
  tableName: 'posting',
  properties: {
    organizationId: p.text().primary(),
    recordId: p.text().primary(),
    revision: p.integer().primary(),
    attempt: p.integer(),
    state: p.enum(['queued', 'sending', 'in_doubt', 'posted', 'delivered', 'refused', 'returned']),
    /** The voucher, failure or reason that belongs to the state. */
    outcome: p.json<object>().nullable(),
    withdrawn: p.boolean().default(false),
    /** The posting's turn in the queue; set exactly while the posting is queued, so that settling touches no index. */
    place: p.bigint().nullable(),
    priority: p.smallint().default(0),
    reference: p.text(),
    targetFingerprint: p.text(),
    credentialsVersion: p.integer(),
    flightId: p.uuid().nullable(),
    maxFlightSize: p.integer().nullable(),
    tries: p.smallint().default(0),
    traceparent: p.text().nullable(),
    requestedAt: p.datetime().defaultRaw('now()'),
    settledAt: p.datetime().nullable(),
    voucher: p.json<object>().columnType('json').nullable(),
    /** The number of lines of the voucher. */
    lines: p.integer().default(0),
    /** Nobody can have sent the posting yet: its next flight does not look for it. */
    fresh: p.boolean().default(false),
    /** When to look for the posting; set exactly while it is delivered, or was accepted and does not show. */
    followUpAt: p.datetime().nullable(),
    followUps: p.integer().default(0),
    absentSince: p.datetime().nullable(),
  },
  indexes: [
    {
      name: 'posting_queue',
      expression:
        'create index posting_queue on posting (organization_id, priority desc, place) where place is not null',
    },
    {
      name: 'posting_follow_up',
      expression:
        'create index posting_follow_up on posting (follow_up_at) where follow_up_at is not null',
    },
    {
      name: 'posting_followed',
      expression:
        'create index posting_followed on posting (organization_id) where follow_up_at is not null',
    },
  ],
})

/** A flight in the air, or in doubt. Gone when each of its postings is settled. */
export const FlightTable = defineEntity({
  name: 'Flight',
  tableName: 'flight',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.text().index('flight_organization'),
    principal: p.text().index('flight_principal'),
    targetFingerprint: p.text(),
    plan: p.json<Record<string, string>>(),
    /** `[recordId, revision]` of each. */
    postings: p.json<[string, number][]>(),
    startedAt: p.datetime().defaultRaw('now()'),
    leaseUntil: p.datetime(),
    /** A call may be made for the flight until then. */
    busyUntil: p.datetime().nullable(),
    inDoubt: p.boolean().default(false),
    /** One of the postings is in doubt although the ledger said yes: nothing more is sent before the doubt is settled. */
    accepted: p.boolean().default(false),
    /** By reference: since when each look has shown the same voucher, while the vendor may still take it back. */
    sightings: p.json<Record<string, { at: number; what: string }>>().nullable(),
    /** A forgotten predecessor may have sent the postings; nobody knows by what plan. */
    forgotten: p.boolean().default(false),
    lookId: p.uuid().nullable(),
    looks: p.integer().default(0),
    /** The latest look-ups, the oldest first: what people are shown. */
    looked: p.json<KeptLook[]>().nullable(),
    revokedAt: p.datetime().nullable(),
    nextLookAt: p.datetime().nullable(),
  },
})

export const LaneTable = defineEntity({
  name: 'Lane',
  tableName: 'lane',
  properties: {
    organizationId: p.text().primary(),
    /** 0: nothing waits. 1: a posting waits. 2: a posting waits, and a person for it. */
    waiting: p.smallint(),
    lastServedAt: p.datetime().nullable(),
    notBefore: p.datetime().nullable(),
    setbacks: p.integer().default(0),
    stoppedUntil: p.datetime().nullable(),
    stopFailure: p.json<object>().nullable(),
    /** Stopped until a person has looked in the ledger. */
    held: p.boolean().default(false),
  },
})

/** Principals, which vendors count requests against. */
export const PrincipalTable = defineEntity({
  name: 'Principal',
  tableName: 'principal',
  properties: {
    name: p.text().primary(),
    tokens: p.double(),
    filledAt: p.datetime(),
    notBefore: p.datetime().nullable(),
    /** A call may be made for delivered postings until then. */
    followingUntil: p.datetime().nullable(),
  },
})

/** The epochs in which everything was put in doubt that a forgotten predecessor may have sent. */
export const DoubtedEpochTable = defineEntity({
  name: 'DoubtedEpoch',
  tableName: 'doubted_epoch',
  properties: { epoch: p.uuid().primary() },
})

/** Everything in the database of an adapter service. */
export const tables = [
  ...sharedTables,
  PostingTable,
  FlightTable,
  LaneTable,
  PrincipalTable,
  DoubtedEpochTable,
] as const
