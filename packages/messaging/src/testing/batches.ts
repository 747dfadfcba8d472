import { crc32c } from '@node-rs/crc32'
import { encodeRecord } from '../record-encoder.ts'

interface BatchOptions {
  readonly firstOffset?: bigint
  readonly lastOffsetDelta?: number
  /** Kafka's number for the compression, and what compresses. */
  readonly codec?: number
  readonly pack?: (records: Buffer) => Buffer
}

/** A batch of Kafka's record format v2, as a client would make it, or nearly. */
export function batchOf(
  records: readonly Parameters<typeof encodeRecord>[0][],
  options: BatchOptions = {},
): Buffer {
  const { firstOffset = 0n, lastOffsetDelta = records.length - 1 } = options
  const { codec = 0, pack = (bytes) => bytes } = options
  const body = pack(
    Buffer.concat(records.map((one, at) => encodeRecord({ ...one, offsetDelta: at }).buffer)),
  )
  const batch = Buffer.concat([Buffer.alloc(61), body])
  batch.writeBigInt64BE(firstOffset, 0)
  batch.writeInt32BE(batch.length - 12, 8)
  batch.writeInt8(2, 16)
  batch.writeInt16BE(codec, 21)
  batch.writeInt32BE(lastOffsetDelta, 23)
  batch.writeBigInt64BE(-1n, 43)
  batch.writeInt32BE(records.length, 57)
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17)
  return batch
}
