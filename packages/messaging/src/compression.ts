import { createRequire } from 'node:module'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'

// Codecs are loaded at the first need: they take 7 MB, and most consumers never meet such a batch.
const require = createRequire(import.meta.url)
const hysnappy = () => require('hysnappy') as typeof import('hysnappy')
const lz4napi = () => require('lz4-napi') as typeof import('lz4-napi')

/** The most bytes that the records of a batch may hold; 130 kB of gzip can hold a thousand times as much. */
export const maxBatchBytes = 16 * 1024 * 1024

/** A batch whose bytes can never be read here, and the reason in a sentence. */
export class Undecodable extends Error {}

/** Kafka's numbers for codecs. */
const codecs: Readonly<Record<number, (bytes: Buffer) => Buffer>> = {
  1: (bytes) => gunzipSync(bytes, { maxOutputLength: maxBatchBytes }),
  2: snappy,
  3: lz4,
  4: (bytes) => zstdDecompressSync(bytes, { maxOutputLength: maxBatchBytes }),
}
const names = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

/** The records of a batch as its producer's client packed them. Throws `Undecodable`. */
export function decompress(codec: number, bytes: Buffer): Buffer {
  const name = names[codec] ?? `codec ${codec}`
  const unpack = codecs[codec]
  if (!unpack) throw new Undecodable(`its compression (${name}) is not known here`)
  try {
    return unpack(bytes)
  } catch (error) {
    if (error instanceof Undecodable) throw error
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw new Undecodable(`it cannot be decompressed (${name}): ${message}`, { cause: error })
  }
}

const tooLarge = () =>
  new Undecodable(`its records come to more than ${maxBatchBytes} bytes (16 MiB) when decompressed`)

/** The frame that snappy-java, and so every Java client, puts around its blocks; other clients send one bare block. */
const xerial = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0])
const xerialHeader = 16

function snappy(bytes: Buffer): Buffer {
  const uncompress = hysnappy().snappyUncompressor()
  if (!bytes.subarray(0, xerial.length).equals(xerial))
    return asBuffer(uncompress(bytes, snappyLength(bytes)))
  const blocks: Uint8Array[] = []
  let total = 0
  for (let at = xerialHeader; at < bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at)
    const block = bytes.subarray(at + 4, end)
    const length = snappyLength(block)
    total += length
    if (total > maxBatchBytes) throw tooLarge()
    blocks.push(uncompress(block, length))
    at = end
  }
  return Buffer.concat(blocks)
}

/** A block begins with its length when uncompressed, seven bits a byte. */
function snappyLength(block: Buffer): number {
  let length = 0
  for (let at = 0; ; at++) {
    const byte = block[at]
    if (byte === undefined || at > 4) throw new Undecodable('a snappy block has no length')
    length += (byte & 127) * 2 ** (7 * at)
    if (byte < 128) break
  }
  if (length > maxBatchBytes) throw tooLarge()
  return length
}

/** Of LZ4's frame format. */
const flags = { blockChecksum: 16, contentSize: 8, dictionary: 1 }
const uncompressedBlock = 0x8000_0000
const largestBlock = 4 * 1024 * 1024
/** A byte of LZ4 stands for so many at the most. */
const lz4Ratio = 255

function lz4(bytes: Buffer): Buffer {
  const { end, most } = lz4Bounds(bytes)
  // The last block may be far from full.
  if (most > maxBatchBytes + largestBlock) throw tooLarge()
  const found = lz4napi().decompressFrameSync(bytes.subarray(0, end))
  if (found.length > maxBatchBytes) throw tooLarge()
  return found
}

/** Where a frame ends, and how much it can hold, by the sizes of its blocks: known before memory is taken for them. */
function lz4Bounds(frame: Buffer): { end: number; most: number } {
  const descriptor = frame.readUInt8(4)
  const blockBytes = 2 ** (8 + 2 * ((frame.readUInt8(5) >> 4) & 7))
  const has = (flag: number, bytes: number) => (descriptor & flag ? bytes : 0)
  let at = 7 + has(flags.contentSize, 8) + has(flags.dictionary, 4)
  let most = 0
  for (;;) {
    const size = frame.readUInt32LE(at)
    at += 4
    if (size === 0) return { end: Math.min(frame.length, at + 4), most }
    const packed = size % uncompressedBlock
    most += size >= uncompressedBlock ? packed : Math.min(blockBytes, packed * lz4Ratio)
    at += packed + has(flags.blockChecksum, 4)
  }
}

const asBuffer = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
