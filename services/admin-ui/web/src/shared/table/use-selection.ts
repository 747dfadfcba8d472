import { useState } from 'react'
import { choose, type Chosen } from './selection.ts'

export interface Selection<Row> {
  readonly chosen: Chosen<Row>
  readonly has: (row: Row) => boolean
  readonly choose: (rows: readonly Row[], isChosen: boolean) => void
  readonly clear: () => void
}

/** What a person chooses of a list. It outlasts a change of page, order and filter. `of`: which list; another one begins anew. */
export function useSelection<Row>(of: string, keyOf: (row: Row) => string): Selection<Row> {
  const [kept, setKept] = useState<{ of: string; chosen: Chosen<Row> }>({ of, chosen: new Map() })
  const chosen: Chosen<Row> = kept.of === of ? kept.chosen : new Map()
  return {
    chosen,
    has: (row) => chosen.has(keyOf(row)),
    choose: (rows, isChosen) =>
      setKept((before) => ({
        of,
        chosen: choose(before.of === of ? before.chosen : new Map(), rows, isChosen, keyOf),
      })),
    clear: () => setKept({ of, chosen: new Map() }),
  }
}
