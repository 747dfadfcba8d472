import { useState } from 'react'
import { useRead } from '../../../shared/api/read.ts'
import { Confirm } from '../../../shared/parts/confirm.tsx'
import { Shown } from '../../../shared/parts/shown.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import { openRead, sendingRead, switchOff } from '../queries.ts'
import { texts } from '../texts.ts'
import { ReasonField, reasonFault } from './reason-field.tsx'

interface SwitchOffProps {
  readonly organizationId: string
  readonly system: string
  readonly done: (text: string) => Promise<void>
  readonly close: () => void
}

/** Says how many will wait and how many end all the same, and asks why. */
export function SwitchOff({ organizationId, system, done, close }: SwitchOffProps) {
  const say = useTexts(texts)
  const open = useRead(openRead(organizationId))
  const sending = useRead(sendingRead(organizationId))
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<ReturnType<typeof reasonFault>>()
  const isComplete = () => {
    const found = reasonFault(reason)
    setFault(found)
    return found === undefined
  }
  return (
    <Confirm
      ends
      title={say('off_title', { system })}
      description={
        <Shown read={open} lines={1}>
          {({ sums, pendingCount }) => (
            <>
              <p>
                {say('off_ask', { n: waiting(pendingCount - sums.in_doubt.count, sending.data) })}
              </p>
              <p>
                {sending.data === undefined
                  ? say('off_finish')
                  : say('off_sending', { n: sending.data })}
              </p>
              {sums.in_doubt.count > 0 && <p>{say('off_doubt', { n: sums.in_doubt.count })}</p>}
            </>
          )}
        </Shown>
      }
      verb={say('turn_off')}
      isComplete={isComplete}
      confirm={async () => {
        await switchOff(organizationId, reason.trim())
        await done(say('off_done', { system }))
      }}
      close={close}
    >
      <ReasonField label={say('off_reason')} value={reason} change={setReason} fault={fault} />
    </Confirm>
  )
}

/** What is on its way counts as waiting until its answer is there; the two are read one after the other. */
const waiting = (open: number, sending = 0) => Math.max(0, open - sending)
