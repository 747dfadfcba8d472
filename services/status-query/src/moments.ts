import { Instant } from '@bilagsbro/events/fields'
import { sql, type RawBuilder } from 'kysely'
import { Type } from 'typebox'

/**
 * A moment as its milliseconds: an approval of year 1, which earlier versions of the software took, is text that no
 * JavaScript can read.
 */
export const milliseconds = (moment: string): RawBuilder<number> =>
  sql`(extract(epoch from ${sql.ref(moment)}) * 1000)::float8`

export const iso = (at: number | Date): string => new Date(at).toISOString()

/** A parameter that is a moment with its offset. */
export const Boundary = (description: string) =>
  Type.String({
    ...Instant(description),
    format: 'date-time',
    examples: ['2026-11-01T00:00:00+01:00'],
  })

/** Such a moment for the database, which reads fewer texts than JavaScript does. */
export const momentOf = (text: string): RawBuilder<unknown> =>
  sql`timestamptz 'epoch' + ${Date.parse(text) * 1000}::float8 * interval '1 microsecond'`
