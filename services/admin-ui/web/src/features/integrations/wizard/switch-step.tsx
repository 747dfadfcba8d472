import { addresses } from '../../../shared/addresses.ts'
import { LinkButton } from '../../../shared/parts/link-button.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import { OnOff } from '../on-off.tsx'
import type { Connector } from '../queries.ts'
import { ShownTrial } from '../trial.tsx'
import { Next } from './next.tsx'
import type { StepProps } from './step-props.ts'
import { texts } from './texts.ts'

/** Sending begins only here; who would rather wait is done as well. */
export function SwitchStep({ settings, connector, go }: StepProps & { connector: Connector }) {
  const say = useTexts(texts)
  const { organizationId } = settings
  return (
    <>
      <p>{say(connector.enabled ? 'switch_done' : 'switch_intro')}</p>
      <OnOff settings={settings} connector={connector} mayChange />
      {connector.enabled && <ShownTrial organizationId={organizationId} mayChange />}
      <Next back="kontroll" go={go}>
        <LinkButton address={addresses.integrations(organizationId)}>{say('finish')}</LinkButton>
        {connector.enabled && (
          <LinkButton address={addresses.dashboard(organizationId)}>{say('follow')}</LinkButton>
        )}
      </Next>
    </>
  )
}
