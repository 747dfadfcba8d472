/** The counts of a run that tell what it left. */
interface Counts {
  readonly deferred?: number
  readonly waiting?: number
}

/**
 * How many records waited when a run ended. What came back unsent waits again, so it is among them already, and as often
 * in `deferred` as it came back. Where none is told to wait, what was not settled is not kept quiet.
 */
export const waitedOf = ({ waiting = 0, deferred = 0 }: Counts): number => waiting || deferred
