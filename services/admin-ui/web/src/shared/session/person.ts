import { useTexts } from '../texts/language.tsx'
import { useSession } from './session.tsx'
import { texts } from './texts.ts'

/** Who did something, after _by_: the person who is signed in is told so, and others by what they are known as. */
export function usePerson() {
  const say = useTexts(texts)
  const { userId } = useSession()
  return (other: string) => (other === userId ? say('you') : other)
}
