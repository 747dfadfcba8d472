import { setTimeout as sleep } from 'node:timers/promises'
import type { KafkaConnection } from './connection.ts'
import type { SteadyAdmin } from './steady-admin.ts'

export interface PartitionOffsets {
  readonly partition: number
  /** The first message that is still there, and the one that comes next. */
  readonly low: number
  readonly high: number
  /** The offset that the group handles next; less than 0 when it has handled nothing yet, as where the topic was made anew. */
  readonly committed: number
}

/** The offset after the last message, by topic and partition. */
export type Ends = Readonly<Record<string, readonly number[]>>

/** The broker's account of a topic and of the whole group's progress through it, which the replicas share. */
export interface GroupOffsets {
  of(topic: string): Promise<PartitionOffsets[]>
  /** Resolves when all that is on the topic now has been handled by the group. Asks again after the pause, then ever later. */
  caughtUp(topic: string, pauseMs?: number): Promise<void>
  /** Resolves when all that is on the topic before these ends, by partition, has been handled or is gone. */
  reached(topic: string, ends: readonly number[]): Promise<void>
  /** Nothing for a handler is up to this offset: told by this replica, not committed. */
  passed(topic: string, partition: number, offset: string): void
  /** Messages that were passed are not there any more. */
  forget(topic: string, partition: number): void
  stop(): void
}

export function createGroupOffsets(
  admin: SteadyAdmin,
  connection: KafkaConnection,
  groupId: string,
): GroupOffsets {
  const passed = new Map<string, number>()
  const stopping = new AbortController()

  const of = (name: string) =>
    admin.ask(async (client) => {
      const topic = connection.prefixed(name)
      // The group first: its offsets are then never ahead of the ends that they are compared with.
      const [group] = await client.fetchOffsets({ groupId, topics: [topic] })
      const ends = await client.fetchTopicOffsets(topic)
      const known = new Map(group?.partitions.map((one) => [one.partition, Number(one.offset)]))
      const passedOf = (partition: number) => passed.get(`${name}/${partition}`) ?? -1
      return ends.map(({ partition, low, high }) => {
        const end = Number(high)
        // Beyond the end is a place in a topic that is gone.
        const places = [known.get(partition) ?? -1, passedOf(partition)].filter((at) => at <= end)
        return { partition, low: Number(low), high: end, committed: Math.max(-1, ...places) }
      })
    })

  const until = async (
    topic: string,
    isReached: (now: PartitionOffsets[]) => boolean,
    pauseMs = 20,
  ) => {
    for (let pause = pauseMs; ; pause = Math.min(pause * 2, 500)) {
      const now = await of(topic).catch(() => undefined)
      if (now && isReached(now)) return
      await sleep(pause, undefined, { signal: stopping.signal })
    }
  }
  return {
    of,
    caughtUp(topic, pauseMs) {
      let goal: readonly PartitionOffsets[] | undefined
      const isReached = (now: PartitionOffsets[]) => {
        goal ??= now
        return goal.every(({ partition, high }) =>
          now.some((one) => one.partition === partition && isHandled(one, high)),
        )
      }
      return until(topic, isReached, pauseMs)
    },
    // Ends beyond the present ones are of a topic that was made anew since.
    reached: (topic, ends) =>
      until(topic, (now) =>
        now.every((one) => isHandled(one, Math.min(ends[one.partition] ?? 0, one.high))),
      ),
    passed(topic, partition, offset) {
      passed.set(`${topic}/${partition}`, Number(offset) + 1)
    },
    forget: (topic, partition) => void passed.delete(`${topic}/${partition}`),
    stop: () => stopping.abort(new Error('The consumer has been stopped.')),
  }
}

/** Where retention took everything, nothing is left to be handled. */
const isHandled = ({ committed, low }: PartitionOffsets, end: number): boolean =>
  committed >= end || low >= end
