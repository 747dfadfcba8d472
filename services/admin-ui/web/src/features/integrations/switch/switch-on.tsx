import { Checkbox, Radio, RadioGroup } from '@navikt/ds-react'
import { useEffect, useState } from 'react'
import { useRead } from '../../../shared/api/read.ts'
import { useAnnounce } from '../../../shared/live/status.tsx'
import { Confirm } from '../../../shared/parts/confirm.tsx'
import { Shown } from '../../../shared/parts/shown.tsx'
import type { Settings } from '../../../shared/settings/queries.ts'
import { useFormat, useTexts } from '../../../shared/texts/language.tsx'
import { olderRead, switchOn, type Connector } from '../queries.ts'
import { texts } from '../texts.ts'
import {
  boundaryOf,
  enablingFaults,
  enablingOf,
  type EnablingDraft,
  type EnablingFaults,
  type From,
} from './enabling.ts'
import { DialogField, ReasonField } from './reason-field.tsx'

interface SwitchOnProps {
  readonly settings: Settings
  readonly connector: Connector
  readonly system: string
  readonly done: (text: string) => Promise<void>
  readonly close: () => void
}

/** Asks from when on approvals are sent, says how many are left out by that, and offers a trial first. */
export function SwitchOn({ settings, connector, system, done, close }: SwitchOnProps) {
  const say = useTexts(texts)
  const last = connector.sendFrom
  const [draft, setDraft] = useState<EnablingDraft>({
    from: last ? 'last' : 'all',
    day: '',
    withTrial: true,
    reason: '',
  })
  const [faults, setFaults] = useState<EnablingFaults>({})
  const { organizationId, version } = settings
  const waiting = useRead(olderRead(organizationId, undefined))
  const isComplete = () => {
    const found = enablingFaults(draft)
    setFaults(found)
    return Object.keys(found).length === 0
  }
  return (
    <Confirm
      title={say('on_title', { system })}
      description={
        <Shown read={waiting} lines={1}>
          {(n) => <p>{say('on_ask', { n, when: settings.schedule ? 'schedule' : 'at_once' })}</p>}
        </Shown>
      }
      verb={say('turn_on')}
      isComplete={isComplete}
      confirm={async () => {
        await switchOn(organizationId, enablingOf(draft, last), version)
        await done(say('on_done', { system }))
      }}
      close={close}
    >
      <SendFrom {...{ organizationId, last, draft, faults, change: setDraft }} />
      <div>
        <Checkbox
          checked={draft.withTrial}
          onChange={({ target }) => setDraft({ ...draft, withTrial: target.checked })}
          description={say('trial_help')}
        >
          {say('trial_first')}
        </Checkbox>
      </div>
      {!draft.withTrial && (
        <ReasonField
          label={say('trial_reason')}
          value={draft.reason}
          change={(reason) => setDraft({ ...draft, reason })}
          fault={faults.reason}
          isLater={faults.day !== undefined}
        />
      )}
    </Confirm>
  )
}

interface SendFromProps {
  readonly organizationId: string
  readonly last: string | undefined
  readonly draft: EnablingDraft
  readonly faults: EnablingFaults
  readonly change: (draft: EnablingDraft) => void
}

function SendFrom({ organizationId, last, draft, faults, change }: SendFromProps) {
  const say = useTexts(texts)
  const format = useFormat()
  return (
    <div>
      <RadioGroup
        legend={say('from')}
        value={draft.from}
        onChange={(from: From) => change({ ...draft, from })}
      >
        {last !== undefined && (
          <Radio value="last">{say('from_last', { day: format.day(last) })}</Radio>
        )}
        <Radio value="all">{say('from_all')}</Radio>
        <Radio value="day">{say('from_day')}</Radio>
      </RadioGroup>
      {draft.from === 'day' && (
        <DialogField
          label={say('day')}
          help={say('day_help')}
          value={draft.day}
          change={(day) => change({ ...draft, day })}
          fault={faults.day && say(faults.day)}
        />
      )}
      <LeftOut organizationId={organizationId} before={boundaryOf(draft, last)} />
    </div>
  )
}

interface LeftOutProps {
  readonly organizationId: string
  readonly before: string | undefined
}

/** How many are not sent by the choice, told while it is made. */
function LeftOut({ organizationId, before }: LeftOutProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const announce = useAnnounce()
  const older = useRead(olderRead(organizationId, before))
  const isTold = before !== undefined && older.data !== undefined && !older.isPlaceholderData
  const told = isTold ? say('on_older', { day: format.day(before), n: older.data }) : undefined
  useEffect(() => {
    if (told !== undefined) announce('own', told)
  }, [told, announce])
  return told === undefined ? null : <p className="left-out">{told}</p>
}
