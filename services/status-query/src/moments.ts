import { sql, type RawBuilder } from 'kysely'
import { Type } from 'typebox'

export const Moment = (description: string) =>
  Type.String({ format: 'date-time', description, examples: ['2026-11-21T10:00:00.000Z'] })

/**
 * A moment as its milliseconds: an approval of year 1, which earlier versions of the software took, is text that no
 * JavaScript can read.
 */
export const milliseconds = (moment: string): RawBuilder<number> =>
  sql`(extract(epoch from ${sql.ref(moment)}) * 1000)::float8`

export const iso = (at: number | Date): string => new Date(at).toISOString()
