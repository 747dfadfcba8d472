import { Heading } from '@navikt/ds-react'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { AlertRegion } from '../../shared/alerts/alert-region.tsx'
import { useRead } from '../../shared/api/read.ts'
import { HealthWord, useHealthWords } from '../../shared/health/health.tsx'
import { HealthRules } from '../../shared/health/rules.tsx'
import { useAnnounce } from '../../shared/live/status.tsx'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { statusRead, type Status } from '../../shared/organizations/status.ts'
import { LinkButton } from '../../shared/parts/link-button.tsx'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { connectorNames } from '../../shared/runs/connectors.ts'
import { administrators, holds, useSession } from '../../shared/session/session.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { Alerts } from './alerts.tsx'
import { Figures } from './figures.tsx'
import { Pictures } from './pictures.tsx'
import { RunNow } from './run-now.tsx'
import { Runs } from './runs.tsx'
import { texts } from './texts.ts'

/** Whether records flow in an organisation, and what somebody has to do. */
export function DashboardPage() {
  const say = useTexts(texts)
  const { org } = useParams({ from: '/signed-in/organisasjoner/$org' })
  const { varsel } = useSearch({ from: '/signed-in/organisasjoner/$org' })
  const navigate = useNavigate()
  const session = useSession()
  const status = useRead(statusRead(org))
  const { data } = status
  useHealthAnnounced(data)
  const name = nameOf(status, org)
  return (
    <Page title={say('title')} organization={name}>
      <p className="organization">{name}</p>
      <AlertRegion
        alertId={varsel}
        close={() => void navigate({ to: '/organisasjoner/$org', params: { org }, search: {} })}
      />
      <Shown read={status} lines={6}>
        {(shown) => (
          <>
            <Connector status={shown} />
            <ShownHealth status={shown} />
            <Figures status={shown} />
            {shown.connector && holds(session, administrators, org) && <RunNow status={shown} />}
          </>
        )}
      </Shown>
      {/* A foreign organisation does not exist: the first read has said so. */}
      {data && (
        <>
          <Alerts organizationId={org} />
          <Runs organizationId={org} />
          <Pictures status={data} />
        </>
      )}
    </Page>
  )
}

/** A change that came by itself is spoken, and no other. */
function useHealthAnnounced(status: Status | undefined) {
  const announce = useAnnounce()
  const words = useHealthWords()
  const before = useRef<{ readonly org: string; readonly level: string }>(undefined)
  useEffect(() => {
    if (!status) return
    const { organizationId: org, health } = status
    const { level } = health
    if (before.current?.org === org && before.current.level !== level)
      announce('health', `${words.level(level)}. ${words.sentences(health).join('. ')}`)
    before.current = { org, level }
  }, [status, announce, words])
}

function Connector({ status: { organizationId, connector } }: { status: Status }) {
  const say = useTexts(texts)
  const session = useSession()
  if (connector) {
    const system = connectorNames[connector.type]
    return <p>{say(connector.enabled ? 'enabled' : 'disabled', { system })}</p>
  }
  if (!holds(session, administrators, organizationId)) return <p>{say('set_up_by_others')}</p>
  return (
    <>
      <p>{say('to_set_up')}</p>
      <p>
        <LinkButton address={addresses.connect(organizationId, 'system')} variant="primary">
          {say('set_up')}
        </LinkButton>
      </p>
    </>
  )
}

function ShownHealth({ status }: { status: Status }) {
  const say = useTexts(texts)
  const { health } = status
  return (
    <section aria-labelledby="health" className={`health-box health-box-${health.level}`}>
      <Heading level="2" size="small" id="health">
        {say('health')}: <HealthWord level={health.level} />
      </Heading>
      <HealthRules status={status} />
    </section>
  )
}
