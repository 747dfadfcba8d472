/** The requests at once that a principal takes just now. Each replica learns it for itself. */
export interface Windows {
  /** At most `most`, and at least one. */
  of(principal: string, most: number): number
  /** What a flight with so many requests at once met: half as many after a "too many", one more otherwise. */
  learn(principal: string, used: number, wasTooMuch: boolean): void
}

/** Additive increase, multiplicative decrease: what a ledger takes is found out by asking, and asked for gently. */
export function createWindows(): Windows {
  /** Only of principals that said "too many" not long ago. */
  const shrunk = new Map<string, number>()
  return {
    of: (principal, most) => Math.max(1, Math.min(most, shrunk.get(principal) ?? most)),
    learn(principal, used, wasTooMuch) {
      if (wasTooMuch) shrunk.set(principal, Math.max(1, Math.floor(used / 2)))
      else if (shrunk.has(principal)) {
        const grown = shrunk.get(principal)! + 1
        if (grown > mostEver) shrunk.delete(principal)
        else shrunk.set(principal, grown)
      }
    },
  }
}
const mostEver = 64
