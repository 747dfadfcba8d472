import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'

/** The sequence rule within a batch: of each key the item of the greatest sequence, in the order in which rows are locked. */
export function newestOfEach<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  sequenceOf: (item: T) => number,
): T[] {
  const newest = new Map<string, T>()
  for (const item of items) {
    const key = keyOf(item)
    const known = newest.get(key)
    if (known === undefined || sequenceOf(item) > sequenceOf(known)) newest.set(key, item)
  }
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
}

type Columns = Parameters<typeof recordset>[2]
type Rows<C extends Columns> = Parameters<typeof recordset<C>>[1]

/**
 * The sequence rule against the table: a row never replaces a stored one of a greater sequence. One of the same sequence is
 * written again, since an older replica may have stored it without the columns that came later. One statement.
 */
export async function storeNewest<const C extends Columns>(
  em: EntityManager,
  {
    table,
    key,
    sequence,
    columns,
  }: {
    readonly table: string
    readonly key: readonly (keyof C & string)[]
    readonly sequence: keyof C & string
    readonly columns: C
  },
  rows: Rows<C>,
): Promise<void> {
  const newest = newestOfEach(
    rows.toReversed(),
    (row) => key.map((name) => row[name]).join('\n'),
    (row) => Number(row[sequence]),
  )
  const given = sql.join(Object.keys(columns).map((name) => sql.id(name)))
  const changed = Object.keys(columns).filter((name) => !key.includes(name))
  await sql`
    insert into ${sql.table(table)} (${given})
    select r.* from ${recordset('r', newest, columns)}
    on conflict (${sql.join(key.map((name) => sql.id(name)))}) do update
      set ${sql.join(changed.map((name) => sql`${sql.id(name)} = ${sql.id('excluded', name)}`))}
      where ${sql.id(table, sequence)} <= ${sql.id('excluded', sequence)}`.execute(em.getKysely())
}
