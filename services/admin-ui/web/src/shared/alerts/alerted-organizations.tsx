import { addresses } from '../addresses.ts'
import { useRead } from '../api/read.ts'
import { Shown } from '../parts/shown.tsx'
import { To } from '../parts/to.tsx'
import { useTexts } from '../texts/language.tsx'
import { alertsRead, type Alert } from './queries.ts'
import { texts } from './texts.ts'

interface AlertedOrganizationsProps {
  readonly organizations: NonNullable<Alert['organizations']>
}

/** The organisations that one alert sums up, each with its own alerts that are open. */
export function AlertedOrganizations({ organizations }: AlertedOrganizationsProps) {
  const say = useTexts(texts)
  const open = useRead(alertsRead({ state: 'open', limit: 500 }))
  return (
    <>
      <h3>{say('organizations', { n: organizations.length })}</h3>
      <Shown read={open}>
        {({ rows }) => (
          <ul>
            {organizations.map(({ organizationId, name }) => (
              <li key={organizationId}>
                <To address={addresses.dashboard(organizationId)}>{name}</To>
                <Own alerts={rows.filter((one) => one.organizationId === organizationId)} />
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </>
  )
}

function Own({ alerts }: { alerts: readonly Alert[] }) {
  const say = useTexts(texts)
  if (alerts.length === 0) return <span className="less">: {say('none_open')}</span>
  return (
    <ul>
      {alerts.map(({ id, link, text }) => (
        <li key={id}>
          <To address={link}>{text}</To>
        </li>
      ))}
    </ul>
  )
}
