import type { ReactNode } from 'react'
import { useRead } from '../api/read.ts'
import { addresses } from '../addresses.ts'
import { nameOf } from '../organizations/name-of.ts'
import { Page } from '../parts/page.tsx'
import { Shown } from '../parts/shown.tsx'
import { To } from '../parts/to.tsx'
import { connectorNames } from '../runs/connectors.ts'
import { administrators, holds, useSession } from '../session/session.tsx'
import { useTexts } from '../texts/language.tsx'
import { settingsRead, type ConnectorType, type Settings } from './queries.ts'
import { texts } from './texts.ts'

export interface SettingsPageProps {
  readonly title: string
  readonly organizationId: string
  readonly type: string
  readonly children: (settings: Settings, type: ConnectorType, canChange: boolean) => ReactNode
}

const isType = (type: string): type is ConnectorType => Object.hasOwn(connectorNames, type)

/** A page about how an integration works: for those who may see settings, of an integration that is set up. */
export function SettingsPage({ title, organizationId, type, children }: SettingsPageProps) {
  const say = useTexts(texts)
  const session = useSession()
  const mayRead = holds(session, [...administrators, 'auditor'], organizationId)
  // Whoever has no role at all in it learns from the service that it does not exist.
  const isForeign = !holds(session, ['org_support'], organizationId) && !mayRead
  if (!mayRead && !isForeign)
    return (
      <Page title={title}>
        <p>{say('only_for')}.</p>
        <p>{say('only_for_help')}</p>
      </Page>
    )
  return <Asked {...{ title, organizationId, type, children }} />
}

function Asked({ title, organizationId, type, children }: SettingsPageProps) {
  const say = useTexts(texts)
  const session = useSession()
  const settings = useRead(settingsRead(organizationId))
  const name = nameOf(settings, organizationId)
  const system = isType(type) ? connectorNames[type] : type
  const canChange = holds(session, administrators, organizationId)
  return (
    <Page title={title} organization={name}>
      <p className="organization">
        {[name, system].filter((part) => part.trim() !== '').join(', ')}
      </p>
      <Shown read={settings} lines={6}>
        {(shown) =>
          isType(type) && shown.connector?.type === type ? (
            <>
              {!canChange && <p>{say('read_only')}</p>}
              {children(shown, type, canChange)}
            </>
          ) : (
            <>
              <p>{say('not_set_up', { system })}.</p>
              <p>
                <To address={addresses.integrations(organizationId)}>{say('set_up_first')}</To>.{' '}
                {say('not_set_up_help')}
              </p>
            </>
          )
        }
      </Shown>
    </Page>
  )
}
