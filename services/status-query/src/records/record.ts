import { SyncHandled, SyncQueued } from '@bilagsbro/events/sync'
import type { Immutable } from '@bilagsbro/kernel/immutable'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static } from 'typebox'

/** `set_aside`: the orchestrator keeps the record as a dead letter, because nobody had announced its organisation. */
export const recordStatuses = [
  'pending',
  'retry_scheduled',
  'in_doubt',
  'delivered',
  'posted',
  'failed',
  'handled',
  'set_aside',
] as const
export type RecordStatus = (typeof recordStatuses)[number]

export const RecordStatus = Type.Union(
  recordStatuses.map((status) => Type.Literal(status)),
  { title: 'RecordStatus' },
)

const waiting = SyncQueued.data.properties.reason.properties

export const ShownReason = Type.Object(
  {
    ...waiting,
    nextRunAt: Type.Optional(Moment('When the schedule lets it go.')),
    code: Type.Union([
      waiting.code,
      SyncHandled.data.properties.reason,
      Type.Literal('overdue', { description: 'Delivered, and not booked in time.' }),
    ]),
  },
  { title: 'RecordReason' },
)
export type ShownReason = Immutable<Static<typeof ShownReason>>

export const waitingStatus = ({ reason }: SyncQueued): RecordStatus =>
  reason.code === 'in_doubt' ? 'in_doubt' : 'pending'
