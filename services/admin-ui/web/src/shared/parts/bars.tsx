import { ReadMore, Table } from '@navikt/ds-react'
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

const rowHeight = 44

/** A picture for whoever would rather look, its finding in words, and the same as a table. */
export function Bars({ finding, caption, columns, bars }: BarsProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return (
    <figure className="chart">
      <svg
        aria-hidden="true"
        viewBox={`0 0 400 ${bars.length * rowHeight}`}
        className="chart-picture"
      >
        <defs>
          <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M0 6 6 0" className="chart-hatch" />
          </pattern>
        </defs>
        {bars.map(({ key, label, value }, row) => (
          <g key={key} transform={`translate(0 ${row * rowHeight})`}>
            <text y="14" className="chart-label">
              {label}: {format.number(value)}
            </text>
            <rect y="20" width={(value / most) * 400} height="14" className="chart-bar" />
            <rect y="20" width={(value / most) * 400} height="14" fill="url(#hatched)" />
          </g>
        ))}
      </svg>
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
