import { Heading } from '@navikt/ds-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { useRead } from '../../shared/api/read.ts'
import { HealthRules } from '../../shared/health/rules.tsx'
import { statusRead } from '../../shared/organizations/status.ts'
import { Figure } from '../../shared/parts/figure.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { nextRunOf } from '../../shared/runs/next-run.ts'
import { schemaRead, type Settings } from '../../shared/settings/queries.ts'
import { useFormat, useLanguage, useTexts } from '../../shared/texts/language.tsx'
import { useFieldWords } from './connection/words.ts'
import { OnOff } from './on-off.tsx'
import { missingOf } from './missing.ts'
import type { Connector, Integration } from './queries.ts'
import { RecentErrors } from './recent-errors.tsx'
import { Remove } from './remove.tsx'
import { useSecretWords } from './secret-words.ts'
import { StatusTag } from './status-tag.tsx'
import { texts } from './texts.ts'
import { ShownTrial } from './trial.tsx'
import { useTypeName } from './type-name.ts'

export interface ConfiguredProps {
  readonly settings: Settings
  readonly connector: Connector
  readonly integrations: UseQueryResult<{ readonly rows: readonly Integration[] }>
  readonly mayChange: boolean
  /** Told where it was removed: this is gone then. */
  readonly removed: (text: string) => void
}

/** The system that an organisation is connected to: whether it is on, how it goes, and the ways to its settings. */
export function Configured(props: ConfiguredProps) {
  const { settings, connector, integrations, mayChange, removed } = props
  const say = useTexts(texts)
  const nameOf = useTypeName()
  const { type } = connector
  const own = integrations.data?.rows.find((row) => row.type === type)
  return (
    <section aria-labelledby={`system-${type}`} className="panel">
      <div className="panel-heading">
        <Heading level="2" size="small" id={`system-${type}`}>
          {nameOf(type)}
        </Heading>
        {own && <StatusTag status={own.status} isOff={!connector.enabled} />}
      </div>
      {own?.status === 'error' && <Stopped organizationId={settings.organizationId} />}
      <OnOff {...props} />
      <ShownTrial organizationId={settings.organizationId} mayChange={mayChange} />
      <Shown read={integrations} lines={2}>
        {() =>
          own && (
            <>
              <Figures settings={settings} connector={connector} integration={own} />
              <RecentErrors organizationId={settings.organizationId} errors={own.recentErrors} />
            </>
          )
        }
      </Shown>
      <Heading level="3" size="xsmall">
        {say('settings')}
      </Heading>
      <Ways settings={settings} connector={connector} />
      {mayChange && <Remove settings={settings} connector={connector} done={removed} />}
    </section>
  )
}

/** Why nothing is sent, and what puts it right. */
function Stopped({ organizationId }: { organizationId: string }) {
  const { data } = useRead(statusRead(organizationId))
  return data ? <HealthRules status={data} only={['suspended', 'secret_expired']} /> : null
}

interface FiguresProps {
  readonly settings: Settings
  readonly connector: Connector
  readonly integration: Integration
}

function Figures({ settings, connector, integration }: FiguresProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const { lastRunAt, nextRunAt, schedule, transferred, recentErrors } = integration
  const next = nextRunOf({ enabled: connector.enabled, schedule, nextRunAt })
  return (
    <dl className="figures">
      <Figure name={say('last_run')}>{lastRunAt ? <Moment at={lastRunAt} /> : say('never')}</Figure>
      <Figure name={say('next_run')}>
        {next === 'planned' && nextRunAt ? (
          <Moment at={nextRunAt} />
        ) : (
          say(next === 'at_once' ? 'next_at_once' : 'none_planned')
        )}
      </Figure>
      <Figure name={say('transferred')}>{format.number(transferred)}</Figure>
      <Figure name={say('errors')} address={addresses.failedRecords(settings.organizationId)}>
        {format.number(recentErrors.count)}
      </Figure>
    </dl>
  )
}

interface WaysProps {
  readonly settings: Settings
  readonly connector: Connector
}

/** What lies behind each setting is said beside the way there. */
function Ways({ settings, connector }: WaysProps) {
  const say = useTexts(texts)
  const { type, target } = connector
  const { choice } = useFieldWords(type)
  const { organizationId: org, mapping, policies } = settings
  const missing = missingOf(settings).length
  const mapped =
    mapping.version > 0 ? say('mapping_version', { n: mapping.version }) : say('mapping_none')
  const way = (address: string | undefined, name: string, told: string, more?: ReactNode) => (
    <li>
      <To address={address}>{name}</To>: {told}
      {more}
    </li>
  )
  return (
    <ul className="ways">
      {way(
        addresses.credentials(org, type),
        say('credentials'),
        ledgerOf(target, choice),
        <Secrets connector={connector} />,
      )}
      {way(
        addresses.mapping(org, type),
        say('mapping'),
        missing > 0 ? say('mapping_missing', { n: missing }) : mapped,
      )}
      {way(
        addresses.policies(org, type),
        say('booking'),
        say(policies.postingMode === 'draft' ? 'mode_draft' : 'mode_book'),
      )}
      {way(
        addresses.schedule(org, type),
        say('schedule'),
        say(settings.schedule ? 'planned' : 'at_once'),
      )}
    </ul>
  )
}

/** The address or the environment tells people which ledger it is; ids do not. */
const ledgerOf = (target: Connector['target'], choice: (value: string) => string) =>
  target['endpoint'] ?? choice(target['environment'] ?? '')

function Secrets({ connector: { type, secrets } }: { connector: Connector }) {
  const told = useSecretWords()
  const { language } = useLanguage()
  const schema = useRead(schemaRead(type))
  const labelOf = (name: string) =>
    schema.data?.fields.find((field) => field.name === name)?.label[language] ?? name
  return (
    <>
      {secrets.map((secret) => (
        <div key={secret.field} className="less">
          {labelOf(secret.field)}: {told(secret)}
        </div>
      ))}
    </>
  )
}
