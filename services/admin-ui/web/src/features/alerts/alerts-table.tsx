import { Table, Tag } from '@navikt/ds-react'
import { useId } from 'react'
import { addresses } from '../../shared/addresses.ts'
import type { Alert, AlertState } from '../../shared/alerts/queries.ts'
import { useAlertWords } from '../../shared/alerts/words.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { To } from '../../shared/parts/to.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

interface AlertsTableProps {
  readonly rows: readonly Alert[]
  readonly total: number
  readonly state: AlertState
}

export function AlertsTable({ rows, total, state }: AlertsTableProps) {
  const say = useTexts(texts)
  const caption = useId()
  return (
    <div className="wide alerts" role="region" aria-labelledby={caption} tabIndex={0}>
      <Table>
        <caption id={caption}>{say('caption', { state: say(state), n: total })}</caption>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell scope="col">{say('alert')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('organization')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('since')}</Table.HeaderCell>
            <Table.HeaderCell scope="col" align="right">
              {say('remaining')}
            </Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map((alert) => (
            <Row key={alert.id} alert={alert} />
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

function Row({ alert }: { alert: Alert }) {
  const say = useTexts(texts)
  const words = useAlertWords()
  const format = useFormat()
  const { text, link, organizationId, organizationName, raisedAt, isRead, affected, remaining } =
    alert
  const more = words.state(alert)
  return (
    <Table.Row>
      <Table.HeaderCell scope="row" className="alert-cell">
        {!isRead && (
          <>
            <Tag variant="info" size="xsmall">
              {say('unread')}
            </Tag>{' '}
          </>
        )}
        <To address={link}>{text}</To>
        {more && <div className="less">{more}</div>}
      </Table.HeaderCell>
      <Table.DataCell className="alert-organization">
        {organizationId === undefined ? (
          say('platform')
        ) : (
          <To address={addresses.dashboard(organizationId)}>
            {organizationName ?? organizationId}
          </To>
        )}
      </Table.DataCell>
      <Table.DataCell>
        <Moment at={raisedAt} />
      </Table.DataCell>
      <Table.DataCell align="right">
        {say('of', { remaining: format.number(remaining), affected: format.number(affected) })}
      </Table.DataCell>
    </Table.Row>
  )
}
