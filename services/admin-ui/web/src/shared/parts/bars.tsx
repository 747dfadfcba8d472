import { ReadMore, Table } from '@navikt/ds-react'
import { useId } from 'react'
import { useFormat, useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

interface Bar {
  readonly key: string
  readonly label: string
  readonly value: number
}

interface BarsProps {
  /** What the picture shows, as a sentence. */
  readonly finding: string
  readonly caption: string
  /** What the rows are, and what is counted. */
  readonly columns: readonly [string, string]
  readonly bars: readonly Bar[]
}

/** A picture for whoever would rather look, its finding in words, and the same as a table. */
export function Bars({ finding, caption, columns, bars }: BarsProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const pattern = useId()
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return (
    <figure className="chart">
      <svg aria-hidden="true" className="chart-patterns">
        <defs>
          <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M0 6 6 0" className="chart-hatch" />
          </pattern>
        </defs>
      </svg>
      <div aria-hidden="true">
        {bars.map(({ key, label, value }) => (
          <div key={key} className="chart-row">
            {label}: {format.number(value)}
            <svg className="chart-picture">
              <rect width={`${(value / most) * 100}%`} height="100%" className="chart-bar" />
              <rect width={`${(value / most) * 100}%`} height="100%" fill={`url(#${pattern})`} />
            </svg>
          </div>
        ))}
      </div>
      <figcaption>{finding}</figcaption>
      <ReadMore header={say('as_table')} size="small">
        <Table size="small">
          <caption className="only-heard">{caption}</caption>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell scope="col">{columns[0]}</Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {columns[1]}
              </Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {bars.map(({ key, label, value }) => (
              <Table.Row key={key}>
                <Table.HeaderCell scope="row">{label}</Table.HeaderCell>
                <Table.DataCell align="right">{format.number(value)}</Table.DataCell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </ReadMore>
    </figure>
  )
}
