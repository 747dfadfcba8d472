/** A time in which something holds: from a moment until before another; open without an end. Moments are milliseconds. */
export interface Span {
  readonly from: number
  readonly until?: number | undefined
  /** It ended because nothing is sent any more. */
  readonly switchedOff?: boolean | undefined
}

const end = ({ until }: Span) => until ?? Infinity
const byStart = (a: Span, b: Span) => a.from - b.from

/** Spans that touch or overlap as one each, in order. */
export function united(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans.toSorted(byStart)) {
    const last = all.at(-1)
    if (!last || span.from > end(last)) all.push(span)
    else if (end(span) > end(last)) all[all.length - 1] = { ...span, from: last.from }
  }
  return all
}

/** The parts of spans that lie within others, which must not overlap. A part that the other cuts off says so. */
export function within(spans: readonly Span[], others: readonly Span[], isSwitch = false): Span[] {
  return spans.flatMap((span) =>
    others.flatMap((other) => {
      const from = Math.max(span.from, other.from)
      const until = Math.min(end(span), end(other))
      if (from >= until) return []
      if (until === Infinity) return [{ from }]
      return [
        { from, until, switchedOff: span.switchedOff || (isSwitch && end(other) < end(span)) },
      ]
    }),
  )
}

/** The spans without their first part of so many milliseconds: what is left has lasted so long. */
export const after = (spans: readonly Span[], milliseconds: number): Span[] =>
  spans.flatMap((span) => {
    const from = span.from + milliseconds
    return from < end(span) ? [{ ...span, from }] : []
  })

/** The times that lie between spans, which must not overlap, and after the last one. */
export function between(spans: readonly Span[]): Span[] {
  const inOrder = spans.toSorted(byStart)
  return inOrder.flatMap((span, at) => {
    if (span.until === undefined) return []
    const next = inOrder[at + 1]
    return [next ? { from: span.until, until: next.from } : { from: span.until }]
  })
}

/** The times in which something held, of what was told in this order. */
export function stretches(
  told: readonly { readonly at: number; readonly holds: boolean }[],
): Span[] {
  const spans: Span[] = []
  let since: number | undefined
  for (const { at, holds } of told) {
    if (holds) since ??= at
    else if (since !== undefined) {
      spans.push({ from: since, until: Math.max(since, at) })
      since = undefined
    }
  }
  return since === undefined ? spans : [...spans, { from: since }]
}
