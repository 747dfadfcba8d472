import { Button } from '@navikt/ds-react'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Page } from '../../shared/parts/page.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { endSession } from '../../shared/session/sign-out.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

/** Signs out whoever asked for it on our pages; whoever was led here by an address is asked first. */
export function SignOutPage() {
  const say = useTexts(texts)
  const navigate = useNavigate()
  const isAsked = useLocation({ select: ({ state }) => state.signsOut === true })
  const [outcome, setOutcome] = useState<Outcome>()
  const busy = useRef(false)
  const end = async () => {
    if (busy.current) return
    busy.current = true
    setOutcome(undefined)
    try {
      const location = await endSession()
      if (location === undefined) await navigate({ to: '/logget-ut', replace: true })
      else window.location.replace(location)
    } catch (error) {
      busy.current = false
      setOutcome({ kind: 'failed', error: error as Error })
    }
  }
  useEffect(() => {
    if (isAsked) void end()
    // On arrival.
  }, [])
  return (
    <main className="page narrow">
      <Page title={say('sign_out')}>
        <Button onClick={() => void end()} aria-describedby={outcome && 'sign-out-outcome'}>
          {say('sign_out')}
        </Button>
        <ShownOutcome
          id="sign-out-outcome"
          outcome={outcome}
          dismiss={() => setOutcome(undefined)}
        />
      </Page>
    </main>
  )
}
