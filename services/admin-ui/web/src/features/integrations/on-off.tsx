import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { readAgain } from '../../shared/api/read.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { To } from '../../shared/parts/to.tsx'
import { settingsRead, type Settings } from '../../shared/settings/queries.ts'
import { usePerson } from '../../shared/session/person.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { missingOf } from './missing.ts'
import type { Connector } from './queries.ts'
import { SwitchOff } from './switch/switch-off.tsx'
import { SwitchOn } from './switch/switch-on.tsx'
import { texts } from './texts.ts'
import { useTypeName } from './type-name.ts'

interface OnOffProps {
  readonly settings: Settings
  readonly connector: Connector
  readonly mayChange: boolean
}

/** Whether records are sent, since when, by whom and why; and the way to the other. */
export function OnOff({ settings, connector, mayChange }: OnOffProps) {
  const say = useTexts(texts)
  const announce = useAnnounce()
  const queries = useQueryClient()
  // What was asked for, as the answer turns `enabled` before the dialog is gone.
  const [asking, setAsking] = useState<'on' | 'off'>()
  const [outcome, setOutcome] = useState<Outcome>()
  const system = useTypeName()(connector.type)
  const { organizationId } = settings
  const { enabled } = connector
  const missing = missingOf(settings).length
  const isBlocked = !enabled && missing > 0

  const ask = () => {
    if (isBlocked) return
    setOutcome(undefined)
    setAsking(enabled ? 'off' : 'on')
  }
  const end = async (text: string) => {
    void readAgain(queries, { organizationId, kinds: ['connector', 'records'] })
    await queries.refetchQueries(settingsRead(organizationId))
    setAsking(undefined)
    setOutcome({ kind: 'done', text })
    announce('own', text)
  }
  const described = [isBlocked && 'on-blocked', outcome && 'on-outcome'].filter(Boolean).join(' ')
  return (
    <div className="on-off">
      <Since connector={connector} />
      {mayChange && (
        <Button
          variant={enabled ? 'secondary' : 'primary'}
          onClick={ask}
          aria-disabled={isBlocked ? true : undefined}
          aria-describedby={described || undefined}
        >
          {say(enabled ? 'turn_off' : 'turn_on')}
        </Button>
      )}
      {isBlocked && (
        <p id="on-blocked">
          {say('on_blocked', { n: missing })}{' '}
          <To address={addresses.mapping(organizationId, connector.type)}>{say('to_mapping')}</To>
        </p>
      )}
      <ShownOutcome id="on-outcome" outcome={outcome} dismiss={() => setOutcome(undefined)} />
      {asking === 'off' && (
        <SwitchOff
          organizationId={organizationId}
          system={system}
          done={end}
          close={() => setAsking(undefined)}
        />
      )}
      {asking === 'on' && (
        <SwitchOn
          settings={settings}
          connector={connector}
          system={system}
          done={end}
          close={() => setAsking(undefined)}
        />
      )}
    </div>
  )
}

function Since({ connector }: { connector: Connector }): ReactNode {
  const say = useTexts(texts)
  const format = useFormat()
  const person = usePerson()
  const { enabled, toggledAt, toggledBy, reason, sendFrom } = connector
  const word = say(enabled ? 'on' : 'off')
  const since =
    toggledAt && toggledBy
      ? say('since', { at: format.moment(toggledAt), who: person(toggledBy) })
      : say('never_on')
  return (
    <p>
      <strong>{word}</strong> {since}
      {!enabled && reason && <>. {say('because', { reason })}</>}
      {enabled && sendFrom && <>. {say('sends_from', { day: format.day(sendFrom) })}</>}
    </p>
  )
}
