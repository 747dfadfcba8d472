import { InlineMessage } from '@navikt/ds-react'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

/** What was typed before the session ended stands in the fields. */
export function FoundAgain() {
  const say = useTexts(texts)
  return <InlineMessage status="info">{say('found')}</InlineMessage>
}
