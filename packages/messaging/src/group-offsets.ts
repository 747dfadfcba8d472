import type { Admin } from 'kafkajs'
import type { KafkaConnection } from './connection.ts'
import { sleep, within } from './wait.ts'

export interface PartitionOffsets {
  readonly partition: number
  /** The first message that is still there, and the one that comes next. */
  readonly low: number
  readonly high: number
  /** What the group handles next; -1 when it has handled nothing yet. */
  readonly committed: number
}

/** What the broker says of a topic and of the whole group's progress through it: the replicas share it. */
export interface GroupOffsets {
  of(topic: string): Promise<PartitionOffsets[]>
  /** Resolves when all that is on the topic now has been handled by the group. */
  caughtUp(topic: string): Promise<void>
  /** Nothing for a handler is up to this offset: told by this replica, not committed. */
  passed(topic: string, partition: number, offset: string): void
  stop(): void
}

const callWithinMs = 10_000

export function createGroupOffsets(
  admin: Admin,
  connection: KafkaConnection,
  groupId: string,
): GroupOffsets {
  const passed = new Map<string, number>()
  const stopping = new AbortController()

  const of = async (name: string) => {
    const topic = connection.prefixed(name)
    // The group first: its offsets are then never ahead of the ends that they are compared with.
    const [group] = await admin.fetchOffsets({ groupId, topics: [topic] })
    const ends = await admin.fetchTopicOffsets(topic)
    const committed = new Map(group?.partitions.map((one) => [one.partition, Number(one.offset)]))
    return ends.map(({ partition, low, high }) => ({
      partition,
      low: Number(low),
      high: Number(high),
      committed: Math.max(committed.get(partition) ?? -1, passed.get(`${name}/${partition}`) ?? -1),
    }))
  }

  const ofWithDeadline = async (name: string) => {
    const answer = of(name)
    if (await within(callWithinMs, answer)) return answer
    throw new Error(`The broker gave no offsets of ${name} within ${callWithinMs} ms.`)
  }

  return {
    of: ofWithDeadline,
    async caughtUp(topic) {
      let goal: readonly PartitionOffsets[] | undefined
      for (let pause = 20; ; pause = Math.min(pause * 2, 500)) {
        const now = await ofWithDeadline(topic).catch(() => undefined)
        goal ??= now
        if (goal && now && isReached(goal, now)) return
        await sleep(pause, undefined, { signal: stopping.signal })
      }
    },
    passed(topic, partition, offset) {
      passed.set(`${topic}/${partition}`, Number(offset) + 1)
    },
    stop: () => stopping.abort(new Error('The consumer has been stopped.')),
  }
}

function isReached(goal: readonly PartitionOffsets[], now: readonly PartitionOffsets[]): boolean {
  return goal.every(({ partition, high }) => {
    const found = now.find((one) => one.partition === partition)
    // Where retention took everything, nothing is left to be handled.
    return found !== undefined && (found.committed >= high || found.low >= high)
  })
}
