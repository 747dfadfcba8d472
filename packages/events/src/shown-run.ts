import { Type, type Static } from 'typebox'
import { SyncCompleted } from './sync.ts'

const Moment = (description: string) => Type.String({ format: 'date-time', description })

const { actor, counts, trigger } = SyncCompleted.data.properties

/** A run as every service answers it over HTTP, in the words of its events. */
export const ShownRun = Type.Object(
  {
    id: Type.String({ examples: ['0192d3a4-0000-7000-8000-000000000010'] }),
    trigger,
    actor,
    takesUntil: Type.Optional(
      Moment('A manual run takes what was accepted until then, and nothing newer.'),
    ),
    ready: Type.Optional(
      Type.Integer({ description: 'How many records were ready for a manual run when it began.' }),
    ),
    startedAt: Moment('When it began.'),
    completedAt: Type.Optional(Moment('Left out while it goes on.')),
    counts: Type.Optional(counts),
  },
  { title: 'Run' },
)
export type ShownRun = Static<typeof ShownRun>
