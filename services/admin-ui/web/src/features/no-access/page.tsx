import { Link } from '@navikt/ds-react'
import { Page } from '../../shared/parts/page.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

export function NotFoundPage() {
  const say = useTexts(texts)
  return (
    <main className="page narrow">
      <Page title={say('not_found')}>
        <p>{say('not_found_help')}</p>
        <Link href="/">{say('home')}</Link>
      </Page>
    </main>
  )
}

export function NoAccessPage() {
  const say = useTexts(texts)
  return (
    <Page title={say('no_access')}>
      <p>{say('no_access_help')}</p>
    </Page>
  )
}
