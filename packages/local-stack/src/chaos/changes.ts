import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { isWithdrawal, type Said } from '../load/ledger-check.ts'
import { seededRandom } from '../load/random.ts'
import { nomad, type Scene } from './scene.ts'

/** How many of the records that come are followed by a change of an earlier one, or of themselves. */
const part = 0.25
const lastRevision = 4

/**
 * People who change their minds: with each portion of fresh records, some of all records so far get a further revision,
 * or are withdrawn, and some withdrawn ones are approved anew. A change may be sent before what it changes.
 */
export function createChanges(
  { plays, seed }: Pick<Scene, 'plays' | 'seed'>,
  next: () => RecordApproved,
) {
  const random = seededRandom(seed + 55)
  /** The last revision of each record that may still change. */
  const open: Said[] = []
  const counts = { corrected: 0, withdrawn: 0 }
  const pick = () => Math.floor(random() * open.length)

  const change = (): Said => {
    const at = pick()
    const { organizationId, recordId, revision } = open[at]!
    const key = { organizationId, recordId, revision: revision + 1 }
    const isOver = !isWithdrawal(open[at]!) && random() < 0.3
    const changed: Said = isOver
      ? { ...key, withdrawnAt: new Date().toISOString(), withdrawnBy: 'coordinator-1' }
      : { ...next(), ...key }
    counts[isOver ? 'withdrawn' : 'corrected']++
    if (key.revision < lastRevision) open[at] = changed
    else open.splice(at, 1)
    return changed
  }
  return {
    counts,
    /** The fresh records with changes among them, in whatever order. */
    among(fresh: readonly RecordApproved[]): Said[] {
      if (!plays.has('changes')) return [...fresh]
      // A record of somebody who moves may stand in a ledger that is not theirs any more: it waits for a person.
      open.push(...fresh.filter(({ organizationId }) => organizationId !== nomad.id))
      const portion: Said[] = [...fresh]
      for (const _ of fresh)
        if (random() < part && open.length > 0)
          portion.splice(Math.floor(random() * (portion.length + 1)), 0, change())
      return portion
    },
  }
}
