import { SortDownIcon, SortUpIcon } from '@navikt/aksel-icons'
import { Table } from '@navikt/ds-react'
import { useAnnounce } from '../live/status.tsx'
import { useTexts } from '../texts/language.tsx'
import { turned, type Sorting } from './sorting.ts'
import { texts } from './texts.ts'

interface SortableProps<Column extends string> {
  readonly name: string
  readonly column: Column
  readonly sorting: Sorting<Column>
  readonly sort: (sorting: Sorting<Column>) => void
  /** The direction in which the column is sorted first. */
  readonly first?: Sorting<Column>['direction']
  readonly align?: 'left' | 'right'
}

/** The header of a column that a table can be sorted by. The column that it is sorted by says so, and no other. */
export function Sortable<Column extends string>(props: SortableProps<Column>) {
  const { name, column, sorting, sort, first = 'descending', align = 'left' } = props
  const say = useTexts(texts)
  const announce = useAnnounce()
  const isSorted = sorting.column === column
  const press = () => {
    const direction = isSorted ? turned(sorting.direction) : first
    sort({ column, direction })
    announce('own', say('sorted', { column: name, direction: say(direction) }))
  }
  const Arrow = sorting.direction === 'ascending' ? SortUpIcon : SortDownIcon
  return (
    <Table.HeaderCell
      scope="col"
      align={align}
      aria-sort={isSorted ? sorting.direction : undefined}
    >
      <button type="button" className="sort-button" onClick={press}>
        {name}
        {isSorted && <Arrow aria-hidden="true" />}
      </button>
    </Table.HeaderCell>
  )
}
