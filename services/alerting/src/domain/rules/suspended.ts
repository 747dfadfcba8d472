import type { Span } from '../span.ts'
import { raise, type Rule } from './rule.ts'

/** Nothing is sent until the accounting system answers as it should. */
export const suspended: Rule = (situation) => {
  const spans: Span[] = []
  let since: number | undefined
  for (const { at, cause } of situation.breakings) {
    if (cause) since ??= at
    else if (since !== undefined) {
      spans.push({ from: since, until: Math.max(since, at) })
      since = undefined
    }
  }
  if (since !== undefined) spans.push({ from: since })
  return raise('suspended', 'suspended', spans, situation)
}
