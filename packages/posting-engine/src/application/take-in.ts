import type { Observer } from './ports/observer.ts'

interface Deps {
  readonly observer: Observer
  /** Whether a fault passes by itself, like a database that is away. */
  readonly passes: (error: unknown) => boolean
}

/**
 * Takes in the findings for several postings. Where the database refuses them for the content of one, they are taken in
 * one by one, so that this one fails alone. `take` is harmless when repeated.
 */
export async function takeIn<T>(
  { observer, passes }: Deps,
  what: string,
  all: ReadonlyMap<string, T>,
  take: (part: ReadonlyMap<string, T>) => Promise<void>,
): Promise<void> {
  try {
    return await take(all)
  } catch (error) {
    if (passes(error) || all.size < 2) throw error
    observer.fault(what, error)
  }
  for (const one of all)
    try {
      await take(new Map([one]))
    } catch (error) {
      if (passes(error)) throw error
      observer.fault(what, error)
    }
}
