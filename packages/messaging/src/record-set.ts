import { decompress, Undecodable } from './compression.ts'
import { FetchedRecord, readInt, sum, type BatchContext, type Fetched } from './record-decoder.ts'

/** Where kafkajs stands in the answer to a fetch. */
interface Answer {
  readonly buffer: Buffer
  offset: number
}

/** Where in a batch of Kafka's format v2 is what; the older formats begin alike, up to their number. */
const at = {
  length: 8,
  leaderEpoch: 12,
  magic: 16,
  attributes: 21,
  lastOffsetDelta: 23,
  firstTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  firstSequence: 53,
  count: 57,
  records: 61,
} as const
const currentMagic = 2
/** In the oldest format: an offset, a length and a message of nothing. */
const smallestEntry = 26
const attribute = { codec: 0x07, isAppendTime: 0x08, inTransaction: 0x10, isControl: 0x20 }

/** No event that is one takes less than a hundred bytes. Each record waits for its turn as an object of its own. */
const maxBatchRecords = 100_000

/** After so many decompressed bytes of one partition the rest of what was fetched is left to the next fetch. */
const enoughAtOnce = 4 * 1024 * 1024

/**
 * Reads one partition's part of a fetch, in place of kafkajs' own decoder: every codec, within bounds, and without
 * throwing. A batch that cannot be decoded comes as one message that holds the batch and the reason. A batch that the
 * fetch cut off is left to the next fetch. Where compaction took a batch's last records, a mark stands for them: else
 * kafkajs would ask for them for ever.
 */
export async function decodeRecordSet(answer: Answer): Promise<Fetched[]> {
  const length = answer.buffer.readInt32BE(answer.offset)
  answer.offset += 4
  const end = answer.offset + Math.max(0, length)
  if (end > answer.buffer.length) return []
  const set = answer.buffer.subarray(answer.offset, end)
  answer.offset = end
  const fetched: Fetched[] = []
  let unpacked = 0
  for (let from = 0; from + smallestEntry <= set.length && unpacked <= enoughAtOnce;) {
    const next = from + at.leaderEpoch + set.readInt32BE(from + at.length)
    if (next > set.length || next < from + smallestEntry) break
    unpacked += decodeBatch(set.subarray(from, next), fetched)
    from = next
  }
  return fetched
}

/** Gives back how many bytes were taken beside the fetched ones. */
function decodeBatch(batch: Buffer, fetched: Fetched[]): number {
  const before = fetched.length
  let context = contextOfAny(batch)
  try {
    context = contextOf(batch)
    const { records, from } = recordsOf(batch)
    readRecords(records, from, batch.readInt32BE(at.count), context, fetched)
    const last = fetched.length > before ? fetched.at(-1)!.offset : undefined
    if (last !== lastOffsetOf(context)) fetched.push(goneRecords(context))
    return records === batch ? 0 : records.length
  } catch (error) {
    fetched.length = before
    fetched.push(undecodedBatch(batch, context, error))
    return 0
  }
}

function recordsOf(batch: Buffer): { readonly records: Buffer; readonly from: number } {
  const codec = batch.readInt16BE(at.attributes) & attribute.codec
  if (codec === 0) return { records: batch, from: at.records }
  return { records: decompress(codec, batch.subarray(at.records)), from: 0 }
}

function readRecords(
  records: Buffer,
  from: number,
  count: number,
  context: BatchContext,
  fetched: Fetched[],
): void {
  if (count > maxBatchRecords)
    throw new Undecodable(`it holds ${count} records, and the limit is ${maxBatchRecords}`)
  const reader = { buffer: records, at: from, end: records.length }
  for (let left = count; left > 0; left--) {
    reader.end = records.length
    reader.end = readInt(reader) + reader.at
    if (reader.end > records.length) throw new RangeError('A batch ends within a record.')
    fetched.push(new FetchedRecord(reader, context))
    reader.at = reader.end
  }
}

function contextOf(batch: Buffer): BatchContext {
  const magic = batch.readInt8(at.magic)
  if (magic !== currentMagic) throw new Undecodable(`it is in Kafka's format ${magic}, not 2`)
  const attributes = batch.readInt16BE(at.attributes)
  const has = (flag: number) => (attributes & flag) > 0
  return {
    firstOffset: String(batch.readBigInt64BE(0)),
    lastOffsetDelta: batch.readInt32BE(at.lastOffsetDelta),
    firstTimestamp: String(batch.readBigInt64BE(at.firstTimestamp)),
    maxTimestamp: String(batch.readBigInt64BE(at.maxTimestamp)),
    timestampType: has(attribute.isAppendTime) ? 1 : 0,
    producerId: String(batch.readBigInt64BE(at.producerId)),
    inTransaction: has(attribute.inTransaction),
    isControlBatch: has(attribute.isControl),
    magicByte: magic,
  }
}

/** A batch of any format as the one message that it is here, by its offset. */
const contextOfAny = (batch: Buffer): BatchContext => ({
  firstOffset: String(batch.readBigInt64BE(0)),
  lastOffsetDelta: 0,
  firstTimestamp: '-1',
  magicByte: batch.readInt8(at.magic),
})

const lastOffsetOf = ({ firstOffset, lastOffsetDelta = 0 }: BatchContext) =>
  sum(firstOffset, lastOffsetDelta)

const nothing = {
  timestamp: '-1',
  key: null,
  value: null,
  headers: {},
  fault: undefined,
  cut: undefined,
}

/** Like the marks of a producer's transactions, which no handler sees. */
function goneRecords(batchContext: BatchContext): Fetched {
  const offset = lastOffsetOf(batchContext)
  return { ...nothing, offset, batchContext, isControlRecord: true, size: 0 }
}

function undecodedBatch(batch: Buffer, batchContext: BatchContext, error: unknown): Fetched {
  const why = error instanceof Undecodable ? error.message : `it is broken: ${String(error)}`
  const offset = lastOffsetOf(batchContext)
  return {
    ...nothing,
    offset,
    batchContext,
    isControlRecord: false,
    timestamp: batchContext.maxTimestamp ?? '-1',
    size: batch.length,
    value: batch,
    batch: `${batchContext.firstOffset}-${offset}`,
    fault: `This batch of messages cannot be decoded: ${why}. Send them again, in smaller batches or compressed otherwise.`,
  }
}
