/** What kafkajs hands over: the bytes of one record, after its length. */
interface Bytes {
  readonly buffer: Buffer
  readonly offset: number
}

/** What kafkajs knows of the batch that a record is in; passed on whole. */
interface BatchContext {
  readonly firstOffset: string
  readonly firstTimestamp: string
  readonly magicByte: number
  readonly isControlBatch?: boolean
  readonly timestampType?: number
  readonly maxTimestamp?: string
}

const logAppendTime = 1

/**
 * kafkajs 2.2.4 copies all headers of a record once for each of them, and counts in BigInt. This reads the same
 * (Kafka's record format v2) in one pass; and a header that is called like something every object has, as that. The
 * values of headers are text nearly always, and read as such where they are ASCII.
 */
export const decodeRecord = (bytes: Bytes, batchContext: BatchContext) =>
  new FetchedRecord(bytes, batchContext)

/**
 * Reads its parts whenever they are asked for, and keeps none: a fetch brings hundreds of records that wait for their
 * turn, and while they wait whatever was read of them would only be moved about by the garbage collector.
 */
class FetchedRecord {
  readonly offset: string
  readonly isControlRecord: boolean
  /** In bytes. */
  readonly size: number
  readonly #buffer: Buffer
  readonly #attributesAt: number
  readonly #keyAt: number
  readonly #timestampDelta: number
  readonly batchContext: BatchContext

  constructor({ buffer, offset }: Bytes, batchContext: BatchContext) {
    const reader = { buffer, at: offset + 1 }
    this.#timestampDelta = readInt(reader)
    this.offset = sum(batchContext.firstOffset, readInt(reader))
    this.isControlRecord = batchContext.isControlBatch ?? false
    this.size = buffer.length - offset
    this.#buffer = buffer
    this.#attributesAt = offset
    this.#keyAt = reader.at
    this.batchContext = batchContext
  }

  get magicByte() {
    return this.batchContext.magicByte
  }
  get attributes() {
    return this.#buffer.readInt8(this.#attributesAt)
  }
  get timestamp() {
    const { firstTimestamp, maxTimestamp, timestampType } = this.batchContext
    const isAppendTime = timestampType === logAppendTime && maxTimestamp
    return isAppendTime ? maxTimestamp : sum(firstTimestamp, this.#timestampDelta)
  }
  get key() {
    return readBytes(this.#from(0))
  }
  get value() {
    return readBytes(this.#from(1))
  }
  get headers() {
    return readHeaders(this.#from(2))
  }

  /** After so many of key and value. */
  #from(passed: number): Reader {
    const reader = { buffer: this.#buffer, at: this.#keyAt }
    for (let part = 0; part < passed; part++) {
      const length = readInt(reader)
      reader.at += Math.max(0, length)
    }
    return reader
  }
}

interface Reader {
  readonly buffer: Buffer
  at: number
}

type HeaderValue = string | Buffer | null
type Headers = Record<string, HeaderValue | HeaderValue[]>

function readHeaders(reader: Reader): Headers {
  const headers = Object.create(null) as Headers
  const count = readInt(reader)
  for (let place = 0; place < count; place++) {
    const name = readName(reader, place)
    const value = readText(reader, place)
    const same = headers[name]
    if (same === undefined) headers[name] = value
    else headers[name] = Array.isArray(same) ? [...same, value] : [same, value]
  }
  return headers
}

function readBytes(reader: Reader): Buffer | null {
  const length = readInt(reader)
  if (length < 0) return null
  const { buffer, at } = reader
  reader.at = at + length
  return buffer.subarray(at, reader.at)
}

/**
 * What stood at the same place in the record before: the headers of a topic are nearly the same in each, and need not
 * be made anew.
 */
const before = { names: [] as string[], values: [] as string[] }
const kept = { places: 16, length: 128 }

function readName(reader: Reader, place: number): string {
  const length = readInt(reader)
  const { buffer, at: start } = reader
  reader.at = start + length
  const known = before.names[place]
  if (known !== undefined && isAsciiAt(buffer, start, length, known)) return known
  const name = buffer.toString('utf8', start, reader.at)
  if (place < kept.places && length <= kept.length) before.names[place] = name
  return name
}

function isAsciiAt(buffer: Buffer, start: number, length: number, text: string): boolean {
  if (text.length !== length) return false
  for (let at = 0; at < length; at++) {
    const byte = buffer[start + at]!
    if (byte !== text.charCodeAt(at) || byte > 127) return false
  }
  return true
}

/** As text where every byte is of ASCII. */
function readText(reader: Reader, place: number): HeaderValue {
  const length = readInt(reader)
  if (length < 0) return null
  const { buffer, at: start } = reader
  reader.at = start + length
  const known = before.values[place]
  if (known !== undefined && isAsciiAt(buffer, start, length, known)) return known
  for (let at = start; at < reader.at; at++)
    // Not `>`, which is false beyond the end of a record that is cut off.
    if (!(buffer[at]! <= 127)) return buffer.subarray(start, reader.at)
  const text = buffer.toString('latin1', start, reader.at)
  if (place < kept.places && length <= kept.length) before.values[place] = text
  return text
}

/** Seven bits a byte, the lowest first; 0, 1, 2, 3 stand for 0, -1, 1, -2. */
function readInt(reader: Reader): number {
  const { buffer } = reader
  let rest = 0
  let factor = 1
  for (;;) {
    const byte = buffer[reader.at++]
    if (byte === undefined) throw new RangeError('A record ends within a number.')
    rest += (byte & 127) * factor
    if (byte < 128) break
    factor *= 128
  }
  return rest % 2 === 0 ? rest / 2 : -(rest + 1) / 2
}

/** Offsets and moments are 64 bits wide on the wire, and far smaller in every life of a broker. */
function sum(base: string, difference: number): string {
  const exact = Number(base) + difference
  return Number.isSafeInteger(exact) ? String(exact) : String(BigInt(base) + BigInt(difference))
}
