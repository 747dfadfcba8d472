import type { Found } from './ports/accounting-system.ts'
import type { Observer } from './ports/observer.ts'

/** Tells of vouchers that a look-up found more than once: there must be none, and a person has to know. */
export function tellTwice(observer: Observer, found: ReadonlyMap<string, Found>): void {
  for (const [reference, there] of found)
    if (there.kind === 'different' && there.twice) observer.postedTwice(reference, there.twice)
}
