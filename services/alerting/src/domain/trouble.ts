import { fingerprintOf } from '@bilagsbro/booking/cause'
import type { Fact, Told } from './fact.ts'

/**
 * What can be wrong with one record. `failing`: an attempt failed, and nothing has brought the record into the ledger
 * since; `overdue`: it was delivered, and is not booked in time; `doubled`: the ledger holds it more than once, or otherwise
 * than it was posted.
 */
export type TroubleKind =
  | 'third_failure'
  | 'final_failure'
  | 'failing'
  | 'waiting'
  | 'overdue'
  | 'doubled'

/** What ended a trouble. `other_cause`: the record fails for another cause now. */
type Clearing = 'posted' | 'delivered' | 'handled' | 'failed' | 'queued' | 'other_cause' | 'seen_to'

/** Something that is wrong with one record from a moment on, until the trouble is cleared. */
export interface Trouble {
  readonly kind: TroubleKind
  /** The fingerprint of a failure, or the reason of waiting. */
  readonly cause: string
  readonly beganAt: number
  readonly clearedAt?: number | undefined
  readonly clearedBy?: Clearing | undefined
  /** What began it, as far as it is shown: a failure, or the numbers of vouchers. */
  readonly failure?: Shown | undefined
}

/** What an alert's text is filled with. */
export interface Shown extends Partial<Pick<Failed, 'recordType' | 'reference' | 'cause'>> {
  readonly names?: readonly string[] | undefined
}

type Failed = Extract<Told, { kind: 'failed' }>
type Open = { -readonly [K in keyof Trouble]: Trouble[K] }

/** The failure of this attempt is one too many (ALERT-1). */
const third = 3

/** The troubles that follow from all facts about a record, whatever the order in which they came. */
export function troublesOf(facts: readonly Fact[]): Trouble[] {
  const all: Open[] = []
  const open = new Map<TroubleKind, Open>()
  const begin = (trouble: Open) => {
    all.push(trouble)
    open.set(trouble.kind, trouble)
  }
  const clear = (kinds: readonly TroubleKind[], clearedBy: Clearing, clearedAt: number) => {
    for (const kind of kinds) {
      const trouble = open.get(kind)
      if (!trouble) continue
      // Clocks may go back a little; sequences do not.
      Object.assign(trouble, { clearedBy, clearedAt: Math.max(clearedAt, trouble.beganAt) })
      open.delete(kind)
    }
  }
  const doublings = new Map<number, Shown>()
  for (const { told, at, sequence } of facts.toSorted((a, b) => a.sequence - b.sequence))
    switch (told.kind) {
      case 'posted':
      case 'handled':
        clear(kinds, told.kind, at)
        break
      case 'delivered':
        clear(beforeDelivery, 'delivered', at)
        break
      case 'overdue':
        if (!open.has('overdue')) begin({ kind: 'overdue', cause: '', beganAt: at })
        break
      case 'doubled': {
        const failure = { reference: told.reference, names: told.vouchers }
        doublings.set(sequence, failure)
        if (!open.has('doubled')) begin({ kind: 'doubled', cause: '', beganAt: at, failure })
        break
      }
      case 'seen_to':
        clear(['doubled'], 'seen_to', at)
        for (const seen of told.doublings ?? [...doublings.keys()]) doublings.delete(seen)
        // What was on its way when a person said so was shown to nobody.
        if (doublings.size > 0) {
          const [failure] = doublings.values()
          begin({ kind: 'doubled', cause: '', beganAt: at, failure })
        }
        break
      case 'queued': {
        clear(['overdue'], 'queued', at)
        // Of several scheduled moments the first is when it was due: a run that was missed must not put it off.
        const dueAt = Math.max(at, told.nextRunAt ?? at)
        const waiting = open.get('waiting')
        if (!waiting) begin({ kind: 'waiting', cause: told.reason, beganAt: dueAt })
        else
          Object.assign(waiting, { cause: told.reason, beganAt: Math.min(waiting.beganAt, dueAt) })
        break
      }
      case 'failed':
        clear(['waiting', 'overdue'], 'failed', at)
        if (!open.has('failing'))
          begin({ kind: 'failing', cause: '', beganAt: at, failure: shown(told) })
        if (alarming(told)) failAs(alarming(told)!, told, at)
    }
  return all

  function failAs(kind: 'third_failure' | 'final_failure', failure: Failed, at: number) {
    const cause = fingerprintOf(failure.cause)
    // A record is in trouble for its latest cause; the earlier one is out of its way.
    for (const known of ['third_failure', 'final_failure'] as const)
      if (open.get(known)?.cause !== cause) clear([known], 'other_cause', at)
    if (!open.has(kind)) begin({ kind, cause, beganAt: at, failure: shown(failure) })
  }
}

const shown = ({ recordType, reference, cause }: Failed): Shown => ({
  recordType,
  reference,
  cause,
})

/** Which alert a failed attempt is for, if any: the third, or one that is final before (ALERT-8). */
function alarming({ attempt, isFinal }: Failed): 'third_failure' | 'final_failure' | undefined {
  if (attempt >= third) return 'third_failure'
  return isFinal ? 'final_failure' : undefined
}

const beforeDelivery: readonly TroubleKind[] = [
  'third_failure',
  'final_failure',
  'failing',
  'waiting',
]
const kinds: readonly TroubleKind[] = [...beforeDelivery, 'overdue']
