import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useAnnounce } from '../live/status.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { ShownOutcome, type Outcome } from '../parts/outcome.tsx'
import { holds, isGlobal, useSession, type Role } from '../session/session.tsx'
import { useFormat, useTexts } from '../texts/language.tsx'
import { acknowledge, readAlertsAgain, snooze, type Alert } from './queries.ts'
import { texts } from './texts.ts'

const actors: readonly Role[] = ['global_admin', 'org_admin', 'org_support']
const hours = [1, 4, 24] as const

/** What a person does about an alert: says that it is seen, or has it call again later. */
export function AlertActions({ alert }: { alert: Alert }) {
  const session = useSession()
  const { organizationId, state } = alert
  const mayAct =
    organizationId === undefined ? isGlobal(session) : holds(session, actors, organizationId)
  const was = useRef(state)
  // What ended while it was shown keeps what was said of it.
  if (!mayAct || (state === 'resolved' && was.current === 'resolved')) return null
  return <Actions alert={alert} />
}

function Actions({ alert }: { alert: Alert }) {
  const say = useTexts(texts)
  const format = useFormat()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [outcome, setOutcome] = useState<Outcome>()
  const [isAsking, setAsking] = useState(false)
  const [isSending, setSending] = useState(false)
  const { rule, state } = alert
  const isOver = state === 'resolved'
  const isSeen = state === 'acknowledged' || isOver
  const described = outcome && 'alert-outcome'

  const tell = (text: string) => {
    setOutcome({ kind: 'done', text })
    announce('own', text)
  }
  const send = async (act: () => Promise<string>) => {
    if (isSending) return
    setSending(true)
    setOutcome(undefined)
    try {
      tell(await act())
    } catch (error) {
      setOutcome({ kind: 'failed', error: error as Error })
    } finally {
      setSending(false)
      await readAlertsAgain(queries)
    }
  }
  const see = () => {
    if (isSeen) return
    // Nothing else can prove that a voucher too many was reversed: this word ends the alert.
    if (rule === 'posted_twice') return setAsking(true)
    void send(async () => {
      await acknowledge(alert)
      return say('done_seen')
    })
  }
  const later = (count: (typeof hours)[number]) => {
    if (isOver) return
    void send(async () => {
      const { snoozedUntil } = await snooze(alert, count)
      return say('done_snoozed', { at: format.moment(snoozedUntil ?? new Date()) })
    })
  }
  return (
    <>
      <div className="buttons">
        <Button
          size="small"
          onClick={see}
          aria-disabled={isSeen || isSending ? true : undefined}
          aria-describedby={described}
        >
          {say('see')}
        </Button>
        {hours.map((count) => (
          <Button
            key={count}
            size="small"
            variant="secondary"
            onClick={() => later(count)}
            aria-disabled={isOver || isSending ? true : undefined}
            aria-describedby={described}
          >
            {say('snooze', { n: count })}
          </Button>
        ))}
      </div>
      <ShownOutcome id="alert-outcome" outcome={outcome} dismiss={() => setOutcome(undefined)} />
      {isAsking && (
        <Confirm
          title={say('twice_title')}
          description={<p>{say('twice_ask')}</p>}
          verb={say('twice_do')}
          ends
          confirm={async () => {
            await acknowledge(alert)
            setAsking(false)
            tell(say('twice_done'))
            await readAlertsAgain(queries)
          }}
          close={() => setAsking(false)}
        />
      )}
    </>
  )
}
