import { useState } from 'react'
import { steady, type Steady } from './steady.ts'

interface Kept<Row> {
  readonly of: string
  readonly order: readonly string[]
  readonly last: ReadonlyMap<string, Row>
}

/** {@link steady} rows of a list. `of`: which list, page, sort and filter; another one begins anew. */
export function useSteady<Row>(
  of: string,
  now: readonly Row[],
  keyOf: (row: Row) => string,
): Steady<Row> & { readonly bringIn: () => void } {
  const begin = (): Kept<Row> => ({
    of,
    order: now.map(keyOf),
    last: new Map(now.map((row) => [keyOf(row), row])),
  })
  const [kept, setKept] = useState(begin)
  const isOther = kept.of !== of
  const current = isOther ? begin() : kept
  if (isOther) setKept(current)
  return { ...steady(current.order, current.last, now, keyOf), bringIn: () => setKept(begin()) }
}
