/** Does the work for each item, so many at a time. Items begin in order, and may end in any order. */
export async function atMost<T>(
  limit: number,
  things: readonly T[],
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const left = [...things].toReversed()
  const one = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await work(next)
  }
  await Promise.all(Array.from({ length: Math.min(limit, things.length) }, one))
}
