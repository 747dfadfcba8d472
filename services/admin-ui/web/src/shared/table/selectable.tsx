import { Button, Checkbox, Table } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'
import type { Selection } from './use-selection.ts'

interface SelectPageProps<Row> {
  readonly selection: Selection<Row>
  /** Those of the page that can be chosen. */
  readonly rows: readonly Row[]
  /** What is done with what is chosen. */
  readonly children: ReactNode
}

/** Above a table: chooses its page, says how many are chosen on all pages, and what is done with them. */
export function SelectPage<Row>({ selection, rows, children }: SelectPageProps<Row>) {
  const say = useTexts(texts)
  const here = rows.filter(selection.has).length
  const n = selection.chosen.size
  return (
    <div className="selecting">
      {rows.length > 0 && (
        <Checkbox
          checked={here === rows.length}
          indeterminate={here > 0 && here < rows.length}
          onChange={({ target }) => selection.choose(rows, target.checked)}
        >
          {say('select_page')}
        </Checkbox>
      )}
      {children}
      <span>{say('selected', { n })}</span>
      {n > 0 && (
        <Button size="small" variant="tertiary" onClick={selection.clear}>
          {say('select_none')}
        </Button>
      )}
    </div>
  )
}

/** The header of the boxes. */
export function SelectHeader() {
  const say = useTexts(texts)
  return (
    <Table.HeaderCell scope="col">
      <span className="only-heard">{say('choice')}</span>
    </Table.HeaderCell>
  )
}

interface SelectCellProps<Row> {
  readonly selection: Selection<Row>
  readonly row: Row
  /** What the row is, and no other: "BB4K7, Utlegg, 120,00 kr". */
  readonly name: string
  /** Left out where nothing can be done with the row: it has no box. */
  readonly isOpen?: boolean
}

export function SelectCell<Row>({ selection, row, name, isOpen = true }: SelectCellProps<Row>) {
  const say = useTexts(texts)
  return (
    <Table.DataCell className="select-cell">
      {isOpen && (
        <Checkbox
          hideLabel
          checked={selection.has(row)}
          onChange={({ target }) => selection.choose([row], target.checked)}
        >
          {say('select', { name })}
        </Checkbox>
      )}
    </Table.DataCell>
  )
}
