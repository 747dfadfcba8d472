import { oneOf } from '@bilagsbro/events/fields'
import { sql, type RawBuilder } from 'kysely'

export const runOutcomes = ['running', 'ok', 'waiting', 'mixed', 'failed', 'empty'] as const
export type RunOutcome = (typeof runOutcomes)[number]

export const RunOutcome = oneOf(runOutcomes, {
  title: 'RunOutcome',
  description:
    'It goes on; all of it is in the ledger; some of it waits or is not settled, and nothing failed; some failed; all that was settled failed; there was nothing to send.',
})

const count = (name: string) => sql`coalesce((counts ->> ${sql.lit(name)})::int, 0)`

/** Of a row of `run`. */
export const outcomeOf: RawBuilder<RunOutcome> = sql`case
  when completed_at is null then 'running'
  when ${count('failed')} > 0 then
    case when ${count('posted')} + ${count('delivered')} > 0 then 'mixed' else 'failed' end
  when ${count('deferred')} + ${count('waiting')} > 0 then 'waiting'
  when ${count('planned')} = 0 then 'empty'
  else 'ok' end`
