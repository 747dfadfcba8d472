const daysBetweenLabels = 7

/** Which columns say their value (the highest, and the last), and which of them their day: each a week from the next. */
export function labelled(values: readonly number[]): {
  readonly values: ReadonlySet<number>
  readonly days: ReadonlySet<number>
} {
  const last = values.length - 1
  const most = Math.max(...values)
  const highest = values.lastIndexOf(most)
  const shown = [last, highest].filter((at) => (values[at] ?? 0) > 0)
  // Too near to the last, its number would stand in that of the other.
  const apart = shown.filter((at) => at === highest || last - highest > 2)
  return {
    values: new Set(apart),
    days: new Set(values.flatMap((_, at) => ((last - at) % daysBetweenLabels === 0 ? [at] : []))),
  }
}
