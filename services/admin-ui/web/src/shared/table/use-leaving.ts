import { useState, type FocusEvent } from 'react'
import { movedUp, solved, steady, type Steady } from './steady.ts'

interface Page<Row> {
  readonly rows: readonly Row[]
  /** Of all pages. */
  readonly total?: number
}

interface Kept<Row> {
  readonly of: string
  readonly page: Page<Row>
  readonly order: readonly string[]
  readonly last: ReadonlyMap<string, Row>
}

export interface Leaving<Row> extends Steady<Row> {
  readonly bringIn: () => void
  /** Those that left the list, shown or not. */
  readonly left: readonly Row[]
  readonly hasLeft: (row: Row) => boolean
  /** Of the body of the table, whose rows carry their key as `data-key`. */
  readonly body: {
    readonly onFocus: (event: FocusEvent) => void
    readonly onBlur: () => void
  }
}

interface List<Row> {
  /** Which list, page, sort and filter; another one begins anew. */
  readonly of: string
  readonly page: Page<Row>
  readonly pageSize: number
  readonly keyOf: (row: Row) => string
}

/** Rows of a list that they leave when they are solved, unless focus is in them. */
export function useLeaving<Row>({ of, page, pageSize, keyOf }: List<Row>): Leaving<Row> {
  const [kept, setKept] = useState(() => begun(of, page, keyOf))
  const [focused, setFocused] = useState<string>()
  const told = {
    order: kept.order,
    now: page.rows,
    isFull: page.rows.length >= pageSize,
    isNoShorter: (page.total ?? 0) >= (kept.page.total ?? 0),
    keyOf,
  }
  const isSame = kept.of === of && kept.page === page
  const current = isSame
    ? kept
    : kept.of === of
      ? {
          of,
          page,
          order: movedUp(told),
          last: new Map([...kept.last, ...byKey(page.rows, keyOf)]),
        }
      : begun(of, page, keyOf)
  if (current !== kept) setKept(current)
  const { rows, waiting } = steady(current.order, current.last, page.rows, keyOf)
  const gone = solved({ ...told, order: current.order })
  const hasLeft = (row: Row) => gone.has(keyOf(row))
  return {
    rows: rows.filter((row) => !hasLeft(row) || keyOf(row) === focused),
    waiting,
    left: rows.filter(hasLeft),
    hasLeft,
    bringIn: () => setKept(begun(of, page, keyOf)),
    body: {
      onFocus: ({ target }) => setFocused(target.closest('tr')?.dataset['key']),
      onBlur: () => setFocused(undefined),
    },
  }
}

const begun = <Row>(of: string, page: Page<Row>, keyOf: (row: Row) => string): Kept<Row> => ({
  of,
  page,
  order: page.rows.map(keyOf),
  last: byKey(page.rows, keyOf),
})

const byKey = <Row>(rows: readonly Row[], keyOf: (row: Row) => string) =>
  new Map(rows.map((row) => [keyOf(row), row]))
