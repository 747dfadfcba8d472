import type { EachBatchPayload, KafkaMessage } from 'kafkajs'
import type { Commits } from './commits.ts'
import type { KafkaConnection } from './connection.ts'
import type { Arrived, Handling } from './handling.ts'
import type { Membership } from './membership.ts'
import { within } from './wait.ts'

/** The most messages that go to the handlers at once. */
const most = { messages: 1_000, bytes: 4 * 1024 * 1024 }
const heartbeatEveryMs = 1_000

/** One partition's batch, while parts of it wait for their turn. */
interface Portion {
  readonly payload: EachBatchPayload
  /** How many messages of the batch have been taken. */
  taken: number
  readonly done: PromiseWithResolvers<void>
}

export interface GroupCommit {
  /** kafkajs' eachBatch, called for many partitions at the same time. Resolves when the batch has been handled. */
  readonly add: (payload: EachBatchPayload) => Promise<void>
  /** Whether messages of a partition, named as on the broker, are being handled or wait for their handling. */
  has(topic: string, partition: number): boolean
  /** Finishes the call under way and begins no other; the remaining messages come again after the next start. */
  stop(): Promise<void>
}

export interface GroupCommitOptions {
  readonly handling: Handling
  readonly membership: Membership
  readonly commits: Commits
  readonly connection: KafkaConnection
}

/**
 * Merges the batches of all partitions into one call of each handler, and so into one transaction. While one call is
 * handled, the next batches gather. Offsets are resolved only after the handlers have returned.
 */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { handling, membership, commits, connection } = options
  const waiting: Portion[] = []
  const inHand = new Map<string, number>()
  let current = new AbortController()
  let stopped = false
  let running: Promise<void> | undefined

  const flushAll = async () => {
    // kafkajs hands out the partitions of one fetch one after another, in one go.
    await Promise.resolve()
    while (waiting.length > 0) await flush(take(waiting))
  }

  const flush = async (slices: Slice[]) => {
    current = new AbortController()
    const { signal } = current
    const messages = slices.flatMap((slice) => arrived(slice, connection))
    const work = handling(messages, signal)
    const lost = await untilDone(work, slices[0]!.portion.payload, () => current.abort())
    const failure = await work.then(
      () => undefined,
      (error: unknown) => error,
    )
    if (failure === undefined) for (const slice of slices) resolve(slice)
    if (stopped || lost) await commits.now()
    if (failure !== undefined || lost) return letGo(slices, stopped ? undefined : (lost ?? failure))
    for (const { portion, isLast } of slices) if (isLast) portion.done.resolve()
  }

  const resolve = ({ portion: { payload }, messages }: Slice) => {
    const { topic, partition } = payload.batch
    // The partition is another member's by now: that member gets the messages again, and finds their effects.
    if (!membership.owns(topic, partition)) return
    payload.resolveOffset(messages.at(-1)!.offset)
    commits.schedule(payload)
  }

  /** Gives the batch back to kafkajs, which joins the group again after an error, and fetches unresolved messages again. */
  const letGo = (slices: Slice[], error: unknown) => {
    const portions = new Set([...slices.map(({ portion }) => portion), ...waiting.splice(0)])
    for (const { done } of portions) {
      if (error) done.reject(error)
      else done.resolve()
    }
  }

  const hold = ({ payload: { batch }, done }: Portion) => {
    const key = `${batch.topic}/${batch.partition}`
    inHand.set(key, (inHand.get(key) ?? 0) + 1)
    const release = () => inHand.set(key, inHand.get(key)! - 1)
    done.promise.then(release, release)
  }

  return {
    has: (topic, partition) => (inHand.get(`${topic}/${partition}`) ?? 0) > 0,
    async add(payload) {
      if (stopped) return running
      const portion = { payload, taken: 0, done: Promise.withResolvers<void>() }
      waiting.push(portion)
      hold(portion)
      running ??= flushAll().finally(() => (running = undefined))
      return portion.done.promise
    },
    async stop() {
      stopped = true
      current.abort()
      letGo([], undefined)
      await running
    },
  }
}

/** A part of a portion, as large as still fits. */
interface Slice {
  readonly portion: Portion
  readonly messages: readonly KafkaMessage[]
  /** The last part of the portion. */
  readonly isLast: boolean
}

/** Takes as much from the front as goes to the handlers at once, one message at least. */
function take(waiting: Portion[]): Slice[] {
  const slices: Slice[] = []
  let room = most.messages
  let bytes = most.bytes
  while (waiting.length > 0 && room > 0 && bytes > 0) {
    const portion = waiting[0]!
    const all = portion.payload.batch.messages
    const from = portion.taken
    let end = from
    while (end < all.length && room > 0 && bytes > 0) {
      bytes -= all[end]!.size ?? 0
      room -= 1
      end += 1
    }
    portion.taken = end
    const isLast = end === all.length
    slices.push({ portion, messages: all.slice(from, end), isLast })
    if (isLast) waiting.shift()
  }
  return slices
}

function arrived({ portion, messages }: Slice, connection: KafkaConnection): Arrived[] {
  const { topic, partition } = portion.payload.batch
  const name = connection.unprefixed(topic)
  return messages.map((message) => ({
    message,
    position: { topic: name, partition, offset: message.offset },
  }))
}

/**
 * Keeps the membership alive while the work goes on. Gives back the fault that ended the membership, if any. The work is
 * told and waited for all the same, so that no other member gets its messages while it may still commit.
 */
async function untilDone(work: Promise<void>, payload: EachBatchPayload, tell: () => void) {
  const settled = work.catch(() => undefined)
  let lost: unknown
  while (!(await within(heartbeatEveryMs, settled)))
    if (!lost)
      await payload.heartbeat().catch((error: unknown) => {
        lost = error
        tell()
      })
  return lost
}
