import { Button, InlineMessage } from '@navikt/ds-react'
import { useSearch } from '@tanstack/react-router'
import { Page } from '../../shared/parts/page.tsx'
import { signInAddress } from '../../shared/session/session.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

const reasons = ['ended', 'expired', 'refused', 'unavailable', 'too_many'] as const

/** The way in; afterwards the person is where they were, or wanted to go. */
export function SignInPage() {
  const say = useTexts(texts)
  const { til = '/', feil } = useSearch({ from: '/logg-inn' })
  const reason = reasons.find((one) => one === feil)
  return (
    <main className="page narrow">
      <Page title={say('title')}>
        {reason && (
          <InlineMessage status={reason === 'ended' ? 'info' : 'warning'}>
            {say(reason)}
          </InlineMessage>
        )}
        <p>{say('lead')}</p>
        <Button as="a" role={undefined} href={signInAddress(til)}>
          {say('sign_in')}
        </Button>
      </Page>
    </main>
  )
}

export function SignedOutPage() {
  const say = useTexts(texts)
  return (
    <main className="page narrow">
      <Page title={say('signed_out')}>
        <p>{say('signed_out_help')}</p>
        <Button as="a" role={undefined} href={signInAddress('/')}>
          {say('sign_in')}
        </Button>
      </Page>
    </main>
  )
}
