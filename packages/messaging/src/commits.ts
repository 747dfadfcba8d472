import type { Logger } from '@bilagsbro/service-kit/logger'
import type { EachBatchPayload } from 'kafkajs'

/** The function that kafkajs hands with every batch; any of them can commit for all partitions. */
export type Committer = Pick<EachBatchPayload, 'uncommittedOffsets' | 'commitOffsetsIfNecessary'>

export interface Commits {
  /** An offset was resolved: it is committed soon, with all others that are resolved by then. */
  schedule(committer: Committer): void
  /** kafkajs resolved an offset by itself, without a batch that could commit it: the last batch commits it. */
  scheduleAgain(): void
  readonly now: () => Promise<void>
  /** The group was joined anew: offsets that were resolved before are not ours to commit any more. */
  forget(): void
}

/**
 * Commits resolved offsets behind the handling, one request at a time. kafkajs' own `commitOffsetsIfNecessary()`
 * without arguments commits nothing, and its autoCommit sends a request for every partition.
 */
export function createCommits(everyMs: number, logger: Logger): Commits {
  let committer: Committer | undefined
  let latest: Committer | undefined
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  const commit = async () => {
    const using = committer
    if (!using) return
    try {
      const offsets = using.uncommittedOffsets()
      committer = undefined
      if (offsets.topics.length > 0) await using.commitOffsetsIfNecessary(offsets)
    } catch (error) {
      // After a rebalance somebody else commits; after a lost connection the next commit holds these too.
      logger.debug({ event: 'consumer.commit', outcome: 'failed', err: error })
      committer ??= using
      later(1_000)
    }
  }
  const later = (delayMs: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      running = (running ?? Promise.resolve()).then(commit)
    }, delayMs)
  }
  return {
    schedule(next) {
      committer = latest = next
      later(everyMs)
    },
    scheduleAgain() {
      if (!latest) return
      committer = latest
      later(everyMs)
    },
    now() {
      clearTimeout(timer)
      timer = undefined
      running = (running ?? Promise.resolve()).then(commit)
      return running
    },
    forget() {
      committer = latest = undefined
    },
  }
}
