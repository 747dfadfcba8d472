import { Heading, ReadMore, Table } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

interface ChartRow {
  readonly key: string
  /** Of the first column; a link, where there is a page about it. */
  readonly name: ReactNode
  readonly values: readonly string[]
}

interface ChartProps {
  readonly title: string
  /** What the picture shows, as a sentence. */
  readonly finding: ReactNode
  /** What the columns are; numbers from the second on. */
  readonly columns: readonly string[]
  readonly rows: readonly ChartRow[]
  /** The picture, for whoever would rather look; nothing where there is nothing to see. */
  readonly children?: ReactNode
}

/** A picture under its title, its finding in words, and the same as a table. */
export function Chart({ title, finding, columns, rows, children }: ChartProps) {
  const say = useTexts(texts)
  return (
    <div>
      <Heading level="3" size="small">
        {title}
      </Heading>
      <figure className="chart">
        <figcaption>{finding}</figcaption>
        {children && <div aria-hidden="true">{children}</div>}
      </figure>
      {children && (
        <ReadMore header={`${say('as_table')}: ${title}`} size="small" className="chart-table">
          <Table size="small">
            <caption className="only-heard">{title}</caption>
            <Table.Header>
              <Table.Row>
                {columns.map((column, at) => (
                  <Table.HeaderCell key={column} scope="col" {...(at > 0 && { align: 'right' })}>
                    {column}
                  </Table.HeaderCell>
                ))}
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {rows.map(({ key, name, values }) => (
                <Table.Row key={key}>
                  <Table.HeaderCell scope="row">{name}</Table.HeaderCell>
                  {values.map((value, at) => (
                    <Table.DataCell key={columns[at + 1]} align="right">
                      {value}
                    </Table.DataCell>
                  ))}
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </ReadMore>
      )}
    </div>
  )
}
