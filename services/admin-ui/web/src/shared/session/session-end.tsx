import { Button, Dialog, InlineMessage } from '@navikt/ds-react'
import { useEffect, useState } from 'react'
import { api, dataOf } from '../api/client.ts'
import { useFormat, useTexts } from '../texts/language.tsx'
import type { Session } from './session.tsx'
import { useSignOut } from './sign-out.ts'
import { texts } from './texts.ts'

const warnMs = 5 * 60_000
const tellMs = 5 * 60_000
const askAgainMs = 15_000

type Left = Pick<Session, 'secondsLeft' | 'extendable'>

/** Warns before the session ends, and lets the person go on. What a person does is told to the server now and then. */
export function SessionEnd({ session }: { session: Session }) {
  const say = useTexts(texts)
  const format = useFormat()
  const signOut = useSignOut()
  const [left, setLeft] = useState<Left>(session)
  const [warned, setWarned] = useState(false)
  const [failed, setFailed] = useState(false)
  const [endsAt, setEndsAt] = useState(() => endOf(session))
  const update = (next: Left) => {
    setLeft(next)
    setEndsAt(endOf(next))
  }

  useEffect(() => {
    // Another tab may have extended it: the server is asked before anybody is disturbed.
    let isCurrent = true
    const ask = async () => {
      const now = await api.session.GET('/auth/session').catch(() => undefined)
      // What was asked before the session was extended says nothing of it.
      if (!now?.data || !isCurrent) return
      update(now.data)
      setWarned(now.data.secondsLeft * 1000 <= warnMs)
    }
    const timer = setTimeout(
      () => void ask(),
      Math.max(warned ? askAgainMs : 1_000, endsAt.getTime() - Date.now() - warnMs),
    )
    const end = setTimeout(
      () => void api.session.GET('/auth/session').catch(() => undefined),
      Math.max(2_000, endsAt.getTime() - Date.now() + 1_000),
    )
    return () => {
      isCurrent = false
      clearTimeout(timer)
      clearTimeout(end)
    }
  }, [endsAt, warned])

  useEffect(() => {
    if (warned) return undefined
    let told = Date.now()
    const onUse = () => {
      if (Date.now() - told < tellMs) return
      told = Date.now()
      void extend().then(update, () => undefined)
    }
    const events = ['keydown', 'pointerdown', 'wheel'] as const
    for (const event of events) addEventListener(event, onUse, { passive: true })
    return () => {
      for (const event of events) removeEventListener(event, onUse)
    }
  }, [warned])

  const goOn = async () => {
    try {
      update(await extend())
      setWarned(false)
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }
  const at = format.time(endsAt)
  return (
    <Dialog
      open={warned}
      onOpenChange={(open) => !open && void (left.extendable ? goOn() : setWarned(false))}
    >
      <Dialog.Popup role="alertdialog" closeOnOutsideClick={false} aria-describedby="session-end">
        <Dialog.Header withClosebutton={false}>
          <Dialog.Title>{say('title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <p id="session-end">{left.extendable ? say('ending', { at }) : say('last', { at })}</p>
          {failed && <InlineMessage status="error">{say('failed')}</InlineMessage>}
        </Dialog.Body>
        <Dialog.Footer>
          <Button variant="secondary" onClick={signOut}>
            {say('sign_out')}
          </Button>
          <Button onClick={() => (left.extendable ? void goOn() : setWarned(false))}>
            {left.extendable ? say('continue') : say('close')}
          </Button>
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}

const endOf = ({ secondsLeft }: Left) => new Date(Date.now() + secondsLeft * 1000)
const extend = () => dataOf(api.session.POST('/auth/session/extension'))
