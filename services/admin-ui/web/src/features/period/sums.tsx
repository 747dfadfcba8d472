import { Table } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { WideTable } from '../../shared/table/wide-table.tsx'

export interface SumRow {
  readonly key: string
  readonly name: ReactNode
  /** One of those that the row above counts. */
  readonly isPart?: boolean
  readonly values: readonly ReactNode[]
}

interface SumsProps {
  readonly caption: string
  readonly columns: readonly [name: string, ...values: string[]]
  readonly rows: readonly SumRow[]
  /** The last row, which adds up the others. */
  readonly sum?: { readonly name: string; readonly values: readonly ReactNode[] }
}

/** Figures below each other, and what they come to. */
export function Sums({ caption, columns: [name, ...values], rows, sum }: SumsProps) {
  return (
    <WideTable className="sums" caption={caption}>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell scope="col">{name}</Table.HeaderCell>
          {values.map((value) => (
            <Table.HeaderCell key={value} scope="col" align="right">
              {value}
            </Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {rows.map(({ key, ...row }) => (
          <Row key={key} {...row} />
        ))}
      </Table.Body>
      {sum && (
        <tfoot className="sum">
          <Row name={sum.name} values={sum.values} />
        </tfoot>
      )}
    </WideTable>
  )
}

function Row({ name, isPart, values }: Omit<SumRow, 'key'>) {
  return (
    <Table.Row>
      <Table.HeaderCell scope="row" className={isPart ? 'part' : undefined}>
        {name}
      </Table.HeaderCell>
      {values.map((value, column) => (
        <Table.DataCell key={column} align="right" className="figure">
          {value}
        </Table.DataCell>
      ))}
    </Table.Row>
  )
}
