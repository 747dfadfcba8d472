import { setTimeout as pause } from 'node:timers/promises'
import { type Codec, codecs, openForeignProducer } from '@bilagsbro/messaging/foreign-producer'
import { createLogger } from '@bilagsbro/service-kit/logger'
import type { Said } from '../load/ledger-check.ts'
import { seededRandom } from '../load/random.ts'
import { neverPrefix, type Scene } from './scene.ts'

/** What every app may do on Kafka with records that it approves, and with those that it takes back in time. */
export function openPublishing({ session, plays, seed }: Scene) {
  const logger = createLogger('chaos', 'error')
  const foreign = openForeignProducer(session.connection, `chaos-${seed}`, logger)
  const random = seededRandom(seed + 77)
  const never = session.nextRecord(`${neverPrefix}${seed}`)
  const counts = { batches: 0, packed: 0, transactions: 0, aborted: 0 }
  const messagesOf = (records: readonly Said[]) =>
    records.map((record) => session.producer.message(record))

  const abort = async () => {
    const [first, ...others] = messagesOf([never(), never(), never()])
    // The key that looks like Kafka's own mark of an abort.
    const key = random() < 0.5 ? Buffer.alloc(4) : first!.key
    await foreign.transact([{ ...first!, key }, ...others], 'aborted')
    counts.aborted++
  }
  const names = Object.keys(codecs) as Codec[]
  const send = async (records: readonly Said[]) => {
    if (!plays.has('codecs')) return session.producer.publish(records)
    const chosen = names[counts.batches++ % (names.length + 1)]
    await (chosen === undefined
      ? foreign.transact(messagesOf(records), 'committed')
      : foreign.send(messagesOf(records), chosen))
    if (chosen === undefined) counts.transactions++
    else if (chosen !== 'none') counts.packed++
  }
  return {
    counts,
    /** The app has an outbox of its own: it goes on until the broker is back. A doubt becomes a repeat. */
    publish: async (records: readonly Said[]): Promise<void> => {
      if (plays.has('aborts') && random() < 0.15) await abort().catch(() => undefined)
      for (;;) {
        try {
          return await send(records)
        } catch {
          await pause(500)
        }
      }
    },
    [Symbol.asyncDispose]: () => foreign[Symbol.asyncDispose](),
  }
}
