import { Button, InlineMessage } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { readAgain, useRead } from '../../shared/api/read.ts'
import { Confirm } from '../../shared/parts/confirm.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { To } from '../../shared/parts/to.tsx'
import { usePerson } from '../../shared/session/person.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { trialRead, waiveTrial, type Trial } from './queries.ts'
import { ReasonField, reasonFault, type ReasonFault } from './switch/reason-field.tsx'
import { texts } from './texts.ts'

interface ShownTrialProps {
  readonly organizationId: string
  readonly mayChange: boolean
}

/** The voucher that goes first: whether it is on its way, came through or did not, and the way to let all go without it. */
export function ShownTrial({ organizationId, mayChange }: ShownTrialProps) {
  const say = useTexts(texts)
  const trial = useRead(trialRead(organizationId))
  const [isAsking, setAsking] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  // What is not told here, the rest of the page does without.
  if (!trial.data || trial.data.state === 'none') return null
  const isOpen = ['waiting', 'under_way', 'failed'].includes(trial.data.state)
  return (
    <div className="trial">
      <Told organizationId={organizationId} trial={trial.data} />
      {isOpen && mayChange && (
        <Button
          size="small"
          variant="tertiary"
          onClick={() => setAsking(true)}
          {...(outcome && { 'aria-describedby': 'trial-outcome' })}
        >
          {say('waive')}
        </Button>
      )}
      <ShownOutcome id="trial-outcome" outcome={outcome} dismiss={() => setOutcome(undefined)} />
      {isAsking && (
        <Waive
          organizationId={organizationId}
          done={() => {
            setAsking(false)
            setOutcome({ kind: 'done', text: say('waive_done') })
          }}
          close={() => setAsking(false)}
        />
      )}
    </div>
  )
}

interface ToldProps {
  readonly organizationId: string
  readonly trial: Exclude<Trial, { readonly state: 'none' }>
}

function Told({ organizationId, trial }: ToldProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const person = usePerson()
  if (trial.state === 'waiting') return <p>{say('trial.waiting')}</p>
  if (trial.state === 'waived')
    return <p>{say('trial.waived', { at: format.moment(trial.at), who: person(trial.by) })}</p>
  const record = (
    <To address={addresses.record(organizationId, trial.recordId, trial.revision)}>
      {say('trial.record')}
    </To>
  )
  if (trial.state === 'under_way')
    return (
      <p>
        {say('trial.under_way', { at: format.moment(trial.since) })} {record}
      </p>
    )
  if (trial.state === 'proven')
    return (
      <p>
        {say('trial.proven', { at: format.moment(trial.at), number: trial.voucherNumber })} {record}
      </p>
    )
  return (
    <InlineMessage status="error">
      {say('trial.failed', { at: format.moment(trial.at) })} {trial.difference.message} {record}
    </InlineMessage>
  )
}

interface WaiveProps {
  readonly organizationId: string
  readonly done: () => void
  readonly close: () => void
}

function Waive({ organizationId, done, close }: WaiveProps) {
  const say = useTexts(texts)
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<ReasonFault>()
  return (
    <Confirm
      title={say('waive_title')}
      description={<p>{say('waive_ask')}</p>}
      verb={say('waive')}
      isComplete={() => {
        const found = reasonFault(reason)
        setFault(found)
        return found === undefined
      }}
      confirm={async (key) => {
        await waiveTrial(organizationId, reason.trim(), key)
        await readAgain(queries, { organizationId, kinds: ['connector', 'records'] })
        done()
      }}
      close={close}
    >
      <ReasonField label={say('trial_reason')} value={reason} change={setReason} fault={fault} />
    </Confirm>
  )
}
