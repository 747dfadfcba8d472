type Parts = Readonly<Record<string, unknown>>

/** What `mine` changed of `base`, in what somebody else made of it meanwhile. Both changed the same: mine. */
export function merged<Value>(base: Value, mine: Value, theirs: Value): Value {
  if (!isParts(base) || !isParts(mine) || !isParts(theirs))
    return isSame(base, mine) ? theirs : mine
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)])
  const parts = [...names].map(
    (name) => [name, merged(base[name], mine[name], theirs[name])] as const,
  )
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined)) as Value
}

export const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isSame = (one: unknown, other: unknown) =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

const sorted = (value: unknown): unknown =>
  isParts(value)
    ? Object.fromEntries(
        Object.keys(value)
          .toSorted()
          .map((name) => [name, sorted(value[name])]),
      )
    : value
