import type { DoubtStore } from './ports/doubt-store.ts'
import type { ReadIn } from './ports/posting-store.ts'
import type { KeepTrying } from './ports/worker-settings.ts'

interface Deps {
  readonly doubts: Pick<DoubtStore, 'doubtPast'>
  /** Left out, there is no past to read. */
  readonly hasReadPast?: (() => boolean) | undefined
  readonly keepTrying: KeepTrying
}

export interface Past {
  /** The time that is read in now. */
  readonly readIn: () => ReadIn
  /** Whether the past was read, and everything is in doubt that a forgotten predecessor may have sent. To be asked until it is. */
  readonly isOver: () => boolean
}

/** The time before this database's epoch, until everything is in doubt that may have been sent in that time. */
export function createPast({ doubts, hasReadPast, keepTrying }: Deps): Past {
  let isOver = hasReadPast === undefined
  let ending: Promise<void> | undefined
  const end = async () => {
    await keepTrying('doubt-past', () => doubts.doubtPast())
    isOver = true
  }
  return {
    readIn: () => (isOver ? 'present' : 'past'),
    isOver() {
      if (!isOver && hasReadPast?.())
        // A fault was told, and is tried again.
        ending ??= end()
          .catch(() => undefined)
          .finally(() => {
            ending = undefined
          })
      return isOver
    },
  }
}
