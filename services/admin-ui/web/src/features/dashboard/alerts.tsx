import { Heading } from '@navikt/ds-react'
import { useRead } from '../../shared/api/read.ts'
import { Shown } from '../../shared/parts/shown.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { alertsRead } from './queries.ts'
import { texts } from './texts.ts'

export function Alerts({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  const format = useFormat()
  const alerts = useRead(alertsRead(organizationId))
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
            <ul>
              {rows.map(({ id, text, raisedAt }) => (
                <li key={id}>
                  {text}{' '}
                  <span className="less">
                    {say('alert_since', { at: format.moment(raisedAt) })}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  )
}
