import { sql, type RawBuilder } from 'kysely'

/**
 * A moment as its milliseconds: an approval of year 1, which earlier versions of the software took, is text that no
 * JavaScript can read.
 */
export const milliseconds = (moment: string): RawBuilder<number> =>
  sql`(extract(epoch from ${sql.ref(moment)}) * 1000)::float8`

export const iso = (at: number | Date): string => new Date(at).toISOString()
