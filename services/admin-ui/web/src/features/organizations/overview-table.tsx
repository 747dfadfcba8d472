import { Table } from '@navikt/ds-react'
import { memo } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { HealthWord, useHealthWords } from '../../shared/health/health.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { To } from '../../shared/parts/to.tsx'
import { connectorNames } from '../../shared/runs/connectors.ts'
import { Sortable } from '../../shared/table/sortable.tsx'
import type { Sorting } from '../../shared/table/sorting.ts'
import { texts as tableTexts } from '../../shared/table/texts.ts'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import type { OverviewRow } from './queries.ts'
import { firstOf, sortingOf, type Column, type OverviewSearch } from './search.ts'
import { texts } from './texts.ts'

interface OverviewTableProps {
  readonly rows: readonly OverviewRow[]
  readonly total: number
  readonly search: OverviewSearch
  readonly change: (search: OverviewSearch) => void
}

export function OverviewTable({ rows, total, search, change }: OverviewTableProps) {
  const say = useTexts(texts)
  const sayOfTables = useTexts(tableTexts)
  const sorting = sortingOf(search)
  const names: Readonly<Record<Column, string>> = {
    name: say('organization'),
    health: say('health'),
    lastRun: say('last_run'),
    pending: say('pending'),
    errors: say('errors'),
  }
  const sort = ({ column, direction }: Sorting<Column>) => {
    const { side: _, snudd: __, ...kept } = search
    change({ ...kept, sorter: column, ...(direction !== firstOf(column) && { snudd: 'ja' }) })
  }
  const header = (column: Column, align: 'left' | 'right' = 'left') => (
    <Sortable
      name={names[column]}
      column={column}
      sorting={sorting}
      sort={sort}
      first={firstOf(column)}
      align={align}
    />
  )
  return (
    <WideTable
      caption={say('caption', {
        n: total,
        sort: names[sorting.column].toLocaleLowerCase(),
        direction: sayOfTables(sorting.direction),
      })}
    >
      <Table.Header>
        <Table.Row>
          {header('name')}
          {header('health')}
          <Table.HeaderCell scope="col">{say('system')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('enabled')}</Table.HeaderCell>
          {header('lastRun')}
          {header('pending', 'right')}
          {header('errors', 'right')}
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {rows.map((row) => (
          <Row key={row.organizationId} row={row} />
        ))}
      </Table.Body>
    </WideTable>
  )
}

/** Drawn anew where something of it changed: many are read at a time, few have changed. */
const Row = memo(function Row({ row }: { row: OverviewRow }) {
  const say = useTexts(texts)
  const words = useHealthWords()
  const format = useFormat()
  const { organizationId: org, name, connector, health, lastRunAt, staleness } = row
  return (
    <Table.Row className={`row-${health.level}`}>
      <Table.HeaderCell scope="row">
        <To address={addresses.dashboard(org)}>{name ?? org}</To>
      </Table.HeaderCell>
      <Table.DataCell>
        <HealthWord level={health.level} />
        <div className="less">{words.sentences(health)[0]}</div>
      </Table.DataCell>
      <Table.DataCell>{connector ? connectorNames[connector.type] : say('none')}</Table.DataCell>
      <Table.DataCell>{connector ? say(connector.enabled ? 'on' : 'off') : '–'}</Table.DataCell>
      <Table.DataCell>
        {lastRunAt ? <Moment at={lastRunAt} /> : say('never')}
        {staleness && (
          <div className="stale-run">
            {say('stale', { hours: Number(staleness.params['hours'] ?? 24) })}
          </div>
        )}
      </Table.DataCell>
      <Table.DataCell align="right">{format.number(row.pendingCount)}</Table.DataCell>
      <Table.DataCell align="right">{format.number(row.errorCount)}</Table.DataCell>
    </Table.Row>
  )
})
