import { Heading } from '@navikt/ds-react'
import { addresses } from '../../shared/addresses.ts'
import { alertsRead } from '../../shared/alerts/queries.ts'
import { useRead } from '../../shared/api/read.ts'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

/** The newest of an organisation's open alerts, and the way to all of them. */
export function Alerts({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  const format = useFormat()
  const alerts = useRead(alertsRead({ organizationId, state: 'open', limit: 3 }))
  return (
    <section aria-labelledby="alerts">
      <Heading level="2" size="medium" id="alerts">
        {say('alerts')}
      </Heading>
      <Shown read={alerts}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>{say('no_alerts')}</p>
          ) : (
            <ul className="alert-list">
              {rows.map(({ id, text, link, raisedAt }) => (
                <li key={id}>
                  <To address={link}>{text}</To>
                  <div className="less">{say('alert_since', { at: format.moment(raisedAt) })}</div>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      <p>
        <To address={addresses.alerts(organizationId)}>{say('all_alerts')}</To>
      </p>
    </section>
  )
}
