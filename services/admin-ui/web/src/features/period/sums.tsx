import { Table } from '@navikt/ds-react'
import { useId, type ReactNode } from 'react'

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
  const id = useId()
  return (
    <div className="wide" role="region" aria-labelledby={id} tabIndex={0}>
      <Table size="small" className="sums">
        <caption id={id}>{caption}</caption>
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
      </Table>
    </div>
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
