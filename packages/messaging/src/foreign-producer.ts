import { createRequire } from 'node:module'
import { zstdCompressSync } from 'node:zlib'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { IHeaders, Producer } from 'kafkajs'
import type { KafkaConnection } from './connection.ts'
import type { OutgoingMessage } from './encoding.ts'
import { within } from './wait.ts'

/** Kafka's numbers for codecs. */
export const codecs = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const
export type Codec = keyof typeof codecs

/**
 * Sends as other programs' clients do, with any codec and in transactions. For tests and measurements: ours sends plain
 * batches (`createProducer`).
 */
export interface ForeignProducer extends AsyncDisposable {
  /** Resolves when the broker has the messages; after a failure nobody knows. */
  send(messages: readonly OutgoingMessage[], codec: Codec): Promise<void>
  /** The same as a transaction of their own; one that is `aborted` is sent whole first, and never happened. */
  transact(messages: readonly OutgoingMessage[], end: 'committed' | 'aborted'): Promise<void>
}

const deadlineMs = 30_000
const require = createRequire(import.meta.url)

export function openForeignProducer(
  connection: KafkaConnection,
  transactionalId: string,
  logger: Logger,
): ForeignProducer {
  addCodecs()
  const plain = reopened(() => connection.kafka.producer(), logger)
  const inTransactions = reopened(
    () =>
      connection.kafka.producer({
        transactionalId: connection.prefixed(transactionalId),
        idempotent: true,
        maxInFlightRequests: 1,
      }),
    logger,
  )
  return {
    send: (messages, codec) =>
      plain.use(async (producer) => {
        const topicMessages = byTopic(connection, messages)
        await producer.sendBatch({ topicMessages, compression: codecs[codec], acks: -1 })
      }),
    transact: (messages, end) =>
      inTransactions.use(async (producer) => {
        const transaction = await producer.transaction()
        await transaction.sendBatch({ topicMessages: byTopic(connection, messages), acks: -1 })
        await (end === 'aborted' ? transaction.abort() : transaction.commit())
      }),
    async [Symbol.asyncDispose]() {
      await Promise.all([plain.close(), inTransactions.close()])
    },
  }
}

/** kafkajs gzips by itself, and leaves the others to whoever needs them. */
function addCodecs(): void {
  const { CompressionCodecs } = require('kafkajs') as typeof import('kafkajs')
  const add = (codec: Exclude<Codec, 'none'>, compress: (bytes: Buffer) => Uint8Array) => {
    CompressionCodecs[codecs[codec]] = () => ({
      compress: (encoder: { buffer: Buffer }) =>
        Promise.resolve(Buffer.from(compress(encoder.buffer))),
    })
  }
  const { snappyCompress } = require('hysnappy') as typeof import('hysnappy')
  const { compressFrameSync } = require('lz4-napi') as typeof import('lz4-napi')
  add('snappy', snappyCompress)
  add('lz4', compressFrameSync)
  add('zstd', zstdCompressSync)
}

const byTopic = (connection: KafkaConnection, messages: readonly OutgoingMessage[]) =>
  [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, group]) => ({
    topic: connection.prefixed(topic),
    messages: group.map(({ key, value, headers }) => ({
      key,
      value,
      headers: headers as IHeaders,
    })),
  }))

/** One client at a time; the next use after a failure gets a new one. */
function reopened(create: () => Producer, logger: Logger) {
  let open: Producer | undefined
  const close = async () => {
    const producer = open
    open = undefined
    if (!producer) return
    await within(5_000, producer.disconnect()).catch((error: unknown) =>
      logger.debug({ event: 'kafka', err: error }, 'a producer would not close'),
    )
  }
  return {
    close,
    async use(work: (producer: Producer) => Promise<void>) {
      const attempt = async () => {
        if (!open) {
          open = create()
          await open.connect()
        }
        await work(open)
      }
      try {
        if (await within(deadlineMs, attempt())) return
        throw new Error(`Kafka did not answer within ${deadlineMs} ms.`)
      } catch (error) {
        await close()
        throw error
      }
    },
  }
}
