/** In brackets at the end, or behind the status of the answer. */
const shapes = [/ \((?<answer>.*\D.*)\)$/s, / \(\d{3}\)\. (?<answer>.+)$/s]

/** What the accounting system itself said, of what was written down about a failure. */
export function answerOf(message: string): string | undefined {
  for (const shape of shapes) {
    const found = shape.exec(message)?.groups?.['answer']?.trim()
    if (found) return found
  }
  return undefined
}
