import { sql, type RawBuilder } from 'kysely'

/** A moment of a row as milliseconds, as the domain counts time. */
export const milliseconds = (column: string): RawBuilder<number> =>
  sql`(extract(epoch from ${sql.ref(column)}) * 1000)::float8`

/** What is before any moment that PostgreSQL can hold is the beginning of time. */
export const momentOf = (at: number): Date => new Date(Math.max(at, 0))
