import { usePerson } from '../../shared/session/person.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import type { Connector } from './queries.ts'
import { texts } from './texts.ts'

/** What is told of a stored secret: when, by whom and until when, and never the secret. */
export function useSecretWords() {
  const say = useTexts(texts)
  const format = useFormat()
  const person = usePerson()
  return ({ setAt, setBy, expiresAt }: Connector['secrets'][number]): string => {
    const set = { day: format.day(setAt), who: person(setBy) }
    return expiresAt
      ? say('secret_expires', { ...set, end: format.day(expiresAt) })
      : say('secret_set', set)
  }
}
