import { SyncCompleted } from '@bilagsbro/events/sync'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static } from 'typebox'

const { actor, counts, trigger } = SyncCompleted.data.properties

export type RunCounts = Static<typeof counts>

export const ShownRun = Type.Object(
  {
    id: Type.String(),
    trigger,
    actor,
    startedAt: Moment('When it began.'),
    completedAt: Type.Optional(Moment('Left out while it goes on.')),
    counts: Type.Optional(counts),
  },
  { title: 'Run' },
)
export type ShownRun = Static<typeof ShownRun>
