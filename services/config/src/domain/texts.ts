/** What PostgreSQL, Kafka and a screen can all carry: no control characters, no half of a character. */
const clean = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text) && text === text.trim()

/** What is wrong with a text that a person typed, and what would be right; nothing when it is fine. The text itself is never repeated. */
export function textFault(text: string, maxLength: number): string | undefined {
  if (text.trim() === '') return 'is empty; enter a value or leave the field out.'
  if (text.length > maxLength) return `is longer than ${maxLength} characters; shorten it.`
  if (!clean(text))
    return 'begins or ends with a space, or has a character that does not print; remove it.'
  return undefined
}

export const codeFault = (code: string) => textFault(code, 64)
