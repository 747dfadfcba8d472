import type { Fault } from '@bilagsbro/kernel/result'
import { fault } from './refusals.ts'

/** Texts that PostgreSQL, Kafka and a screen can all carry: no control characters, no half of a character. */
const clean = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text) && text === text.trim()

/** Nothing that can be seen. */
const blank = /^[\s\p{Cf}]*$/u

/** The fault of a text that a person typed; nothing when the text is valid. The fault never repeats the text. */
export function textFault(field: string, text: string, limit: number): Fault | undefined {
  if (blank.test(text)) return fault(field, 'text.empty', {})
  if (text.length > limit) return fault(field, 'text.too_long', { limit })
  return clean(text) ? undefined : fault(field, 'text.unclean', {})
}

export const codeFault = (field: string, code: string) => textFault(field, code, 64)
