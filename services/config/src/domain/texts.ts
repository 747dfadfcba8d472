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

/** What changes the direction of writing, and would turn the rest of a line that the text stands in; or breaks it. */
const turning = /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u

/** The same of a name, which others than its writer read within sentences of theirs. */
export const nameFault = (field: string, name: string): Fault | undefined =>
  textFault(field, name, 200) ?? (turning.test(name) ? fault(field, 'text.unclean', {}) : undefined)

export const codeFault = (field: string, code: string) => textFault(field, code, 64)
