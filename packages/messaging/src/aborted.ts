import type { Fetched } from './record-decoder.ts'

interface Given {
  readonly messages: readonly Fetched[]
  /** By offset or not: brokers tell of transactions in the order of their ends. */
  readonly abortedTransactions?: readonly AbortedTransaction[] | null
}

interface AbortedTransaction {
  readonly producerId: string
  readonly firstOffset: string
}

/** The key of a control record: its version, and whether the transaction was aborted. */
const isAbort = (key: Buffer | null) => key !== null && key.length >= 4 && key.readInt16BE(2) === 0

/**
 * The messages without those of transactions that were aborted, in place of kafkajs' own: kafkajs 2.2.4 takes any
 * message with four zero bytes as its key for the end of the transaction, and believes that aborted transactions come
 * in the order of their beginnings, one a message. Decides as Kafka's own client does.
 */
export function withoutAborted({ messages, abortedTransactions }: Given): readonly Fetched[] {
  if (!abortedTransactions || abortedTransactions.length === 0) return messages
  const begins = abortedTransactions
    .map(({ producerId, firstOffset }) => ({ producerId, at: BigInt(firstOffset) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const aborting = new Set<string>()
  let next = 0
  return messages.filter((message) => {
    const offset = next < begins.length ? BigInt(message.offset) : 0n
    for (; next < begins.length && begins[next]!.at <= offset; next++)
      aborting.add(begins[next]!.producerId)
    const { producerId = '', inTransaction } = message.batchContext
    if (message.isControlRecord) {
      if (isAbort(message.key)) aborting.delete(producerId)
      return true
    }
    return !(inTransaction && aborting.has(producerId))
  })
}
