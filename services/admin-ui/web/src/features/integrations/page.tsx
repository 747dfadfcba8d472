import { Heading } from '@navikt/ds-react'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { useRead } from '../../shared/api/read.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { Page } from '../../shared/parts/page.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { LinkButton } from '../../shared/parts/link-button.tsx'
import { administrators, holds, useSession } from '../../shared/session/session.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { Configured } from './configured.tsx'
import { OnlyFor } from '../../shared/settings/only-for.tsx'
import { settingsRead, type Settings } from '../../shared/settings/queries.ts'
import { connectorTypes, integrationsRead, type ConnectorType } from './queries.ts'
import { SecretReads } from './secret-reads.tsx'
import { StatusTag } from './status-tag.tsx'
import { texts } from './texts.ts'
import { useTypeName } from './type-name.ts'

/** Which accounting system an organisation is connected to, and whether anything is sent there. */
export function IntegrationsPage() {
  const say = useTexts(texts)
  const { org } = useParams({ from: '/signed-in/organisasjoner/$org/innstillinger/integrasjoner' })
  return (
    <OnlyFor title={say('title')} organizationId={org} roles={[...administrators, 'auditor']}>
      <Asked org={org} />
    </OnlyFor>
  )
}

function Asked({ org }: { org: string }) {
  const say = useTexts(texts)
  const settings = useRead(settingsRead(org))
  const mayChange = holds(useSession(), administrators, org)
  const [outcome, setOutcome] = useState<Outcome>()
  useEffect(() => {
    // What had focus is gone with what was removed.
    if (outcome) document.querySelector<HTMLElement>('h1')?.focus()
  }, [outcome])
  const name = nameOf(settings, org)
  return (
    <Page title={say('title')} organization={name}>
      <p className="organization">{name}</p>
      {mayChange && (
        <p>
          <LinkButton address={addresses.connect(org, 'system')}>{say('add')}</LinkButton>
        </p>
      )}
      <ShownOutcome id="removed" outcome={outcome} dismiss={() => setOutcome(undefined)} />
      <Shown read={settings} lines={4}>
        {(shown) => (
          <Systems
            settings={shown}
            mayChange={mayChange}
            removed={(text) => setOutcome({ kind: 'done', text })}
          />
        )}
      </Shown>
      {settings.data?.connector && <SecretReads organizationId={org} />}
    </Page>
  )
}

interface SystemsProps {
  readonly settings: Settings
  readonly mayChange: boolean
  readonly removed: (text: string) => void
}

/** What is set up comes first. */
function Systems({ settings, mayChange, removed }: SystemsProps) {
  const say = useTexts(texts)
  const nameOf = useTypeName()
  const { organizationId, connector } = settings
  const integrations = useRead(integrationsRead(organizationId))
  const others = connectorTypes.filter((type) => type !== connector?.type)
  const transferred = (type: ConnectorType) =>
    integrations.data?.rows.find((row) => row.type === type)?.transferred ?? 0
  return (
    <>
      {connector ? (
        <Configured
          settings={settings}
          connector={connector}
          integrations={integrations}
          mayChange={mayChange}
          removed={removed}
        />
      ) : (
        <p>{say(mayChange ? 'none' : 'none_auditor')}</p>
      )}
      {others.map((type) => (
        <section key={type} aria-labelledby={`system-${type}`} className="panel">
          <div className="panel-heading">
            <Heading level="2" size="small" id={`system-${type}`}>
              {nameOf(type)}
            </Heading>
            <StatusTag status="not_configured" />
          </div>
          {transferred(type) > 0 && <p>{say('transferred_before', { n: transferred(type) })}</p>}
        </section>
      ))}
    </>
  )
}
