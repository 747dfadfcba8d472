import { useParams } from '@tanstack/react-router'
import { addresses } from '../../shared/addresses.ts'
import { useRead } from '../../shared/api/read.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { organizationRead } from '../../shared/organizations/queries.ts'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { administrators, holds, isGlobal, useSession } from '../../shared/session/session.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { ThresholdsForm } from './form.tsx'
import { thresholdsRead } from './queries.ts'
import { texts } from './texts.ts'

/** When the administrators of an organisation want to be called. */
export function ThresholdsPage() {
  const say = useTexts(texts)
  const session = useSession()
  const { org } = useParams({ from: '/signed-in/organisasjoner/$org/innstillinger/grenser' })
  const name = nameOf(useRead(organizationRead(org)), org)
  // Whoever has no role at all in it learns from the service that it does not exist.
  const isSupportAlone =
    holds(session, ['org_support'], org) && !holds(session, [...administrators, 'auditor'], org)
  return (
    <Page title={say('title')} organization={name}>
      <p className="organization">{name}</p>
      {isSupportAlone ? (
        <NotFor text={say('only_for')} />
      ) : (
        <Limits organizationId={org} canChange={holds(session, administrators, org)} />
      )}
    </Page>
  )
}

/** When organisations are called that have not chosen for themselves. */
export function PlatformThresholdsPage() {
  const say = useTexts(texts)
  const session = useSession()
  return (
    <Page title={say('platform_title')}>
      {isGlobal(session) ? (
        <Limits organizationId={undefined} canChange />
      ) : (
        <NotFor text={say('only_for_platform')} />
      )}
    </Page>
  )
}

const NotFor = ({ text }: { text: string }) => <p>{text}</p>

interface LimitsProps {
  readonly organizationId: string | undefined
  readonly canChange: boolean
}

function Limits({ organizationId, canChange }: LimitsProps) {
  const say = useTexts(texts)
  const thresholds = useRead(thresholdsRead(organizationId))
  return (
    <>
      <p>{say(organizationId === undefined ? 'platform_lead' : 'lead')}</p>
      {!canChange && <p>{say('read_only')}</p>}
      <Shown read={thresholds} lines={6}>
        {(read) => (
          <ThresholdsForm
            key={organizationId ?? ''}
            organizationId={organizationId}
            newest={read}
            canChange={canChange}
          />
        )}
      </Shown>
      {organizationId !== undefined && (
        <p>
          {say('delivered')}{' '}
          <To address={addresses.integrations(organizationId)}>{say('delivered_where')}</To>
        </p>
      )}
    </>
  )
}
