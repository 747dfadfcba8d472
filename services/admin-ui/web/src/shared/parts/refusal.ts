import { Problem } from '../api/client.ts'
import type { SayOf } from '../texts/texts.ts'
import type { texts } from './texts.ts'

/** What is said of a deed that was not answered with success: that it was not done, or that nobody knows. */
export function refusalOf(error: Error, say: SayOf<typeof texts>): string {
  const told = error instanceof Problem ? error : undefined
  const deed = told?.deed ?? 'not_done'
  const title = (told?.message || say('unreachable')).replace(/[^.!?]$/, '$&.')
  return [
    say(deed === 'not_done' ? 'not_done' : 'maybe_done', { title }),
    told?.detail,
    deed !== 'not_done' && say(deed === 'maybe_done_once' ? 'once' : 'look_first'),
    told && say('code', { code: told.code }),
  ]
    .filter(Boolean)
    .join(' ')
}
