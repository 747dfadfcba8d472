/** The batch that a record is in. kafkajs reads the same object, so its fields have kafkajs' names. */
export interface BatchContext {
  readonly firstOffset: string
  readonly firstTimestamp: string
  readonly magicByte: number
  readonly isControlBatch?: boolean
  readonly timestampType?: number
  readonly maxTimestamp?: string
  readonly lastOffsetDelta?: number
  readonly producerId?: string
  readonly inTransaction?: boolean
}

/** The part of a fetch that kafkajs hands on. */
export interface Fetched {
  readonly offset: string
  readonly isControlRecord: boolean
  /** In bytes. */
  readonly size: number
  readonly batchContext: BatchContext
  readonly timestamp: string
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: Headers
  /** Why it can never be handled, whatever is in it. */
  readonly fault: string | undefined
  /** The parts of the message that are left out here. */
  readonly cut: string | undefined
  /** The first and the last offset of the batch that could not be decoded, and is the value. */
  readonly batch?: string
}

const logAppendTime = 1

/** A record may have so many headers, of so many bytes: some frameworks add a stack trace, nobody needs more. */
export const mostHeaders = { count: 256, bytes: 64 * 1024 }
/** With those that a dead letter adds. */
const readable = { count: mostHeaders.count + 32, bytes: mostHeaders.bytes + 16 * 1024 }

/**
 * kafkajs 2.2.4 copies all headers of a record once for each of them, and counts in BigInt. This reads the same
 * (Kafka's record format v2) in one pass; and a header that is called like something every object has, as that. The
 * values of headers are text nearly always, and read as such where they are ASCII.
 *
 * Reads a part whenever it is asked for, and keeps none: a fetch brings hundreds of records that wait for their turn, and
 * kept parts would only be moved about by the garbage collector.
 */
export class FetchedRecord implements Fetched {
  readonly offset: string
  readonly isControlRecord: boolean
  readonly size: number
  readonly #buffer: Buffer
  readonly #attributesAt: number
  readonly #end: number
  readonly #keyAt: number
  readonly #valueAt: number
  readonly #headersAt: number
  readonly #headerCount: number
  readonly #timestampDelta: number
  readonly batchContext: BatchContext

  /** Of the bytes from where the reader stands to its end. Throws where they are no record. */
  constructor(reader: Reader, batchContext: BatchContext) {
    const { buffer, at: start, end } = reader
    reader.at = start + 1
    this.#timestampDelta = readInt(reader)
    this.offset = sum(batchContext.firstOffset, readInt(reader))
    this.isControlRecord = batchContext.isControlBatch ?? false
    this.size = end - start
    this.#buffer = buffer
    this.#attributesAt = start
    this.#end = end
    this.#keyAt = reader.at
    this.#valueAt = passBytes(reader)
    passBytes(reader)
    this.#headerCount = readInt(reader)
    this.#headersAt = reader.at
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
    return readBytes(this.#from(this.#keyAt))
  }
  get value() {
    return readBytes(this.#from(this.#valueAt))
  }
  get headers() {
    return readHeaders(this.#from(this.#headersAt), this.#headerCount)
  }
  get fault() {
    const bytes = this.#end - this.#headersAt
    if (this.#headerCount <= mostHeaders.count && bytes <= mostHeaders.bytes) return undefined
    return `headers: ${this.#headerCount} of ${bytes} bytes together, and the limits are ${mostHeaders.count} and ${mostHeaders.bytes} (64 KiB). Send fewer.`
  }
  get cut() {
    if (!this.fault) return undefined
    return `headers: only the first of ${this.#headerCount} are here`
  }

  #from(at: number): Reader {
    return { buffer: this.#buffer, at, end: this.#end }
  }
}

export interface Reader {
  readonly buffer: Buffer
  at: number
  end: number
}

type HeaderValue = string | Buffer | null
export type Headers = Record<string, HeaderValue | HeaderValue[]>

/** The first of them, up to what a record may have; those that no record can have end them, too. */
function readHeaders(reader: Reader, given: number): Headers {
  const headers = Object.create(null) as Headers
  const most = reader.at + readable.bytes
  const count = Math.min(given, readable.count)
  try {
    for (let place = 0; place < count; place++) {
      const name = readName(reader, place)
      const value = readText(reader, place)
      if (reader.at > most) break
      const same = headers[name]
      if (same === undefined) headers[name] = value
      else if (Array.isArray(same)) same.push(value)
      else headers[name] = [same, value]
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return headers
}

function readBytes(reader: Reader): Buffer | null {
  const length = readInt(reader)
  if (length < 0) return null
  const start = pass(reader, length)
  return reader.buffer.subarray(start, reader.at)
}

/** Answers where what comes next begins. */
function passBytes(reader: Reader): number {
  const length = readInt(reader)
  if (length > 0) pass(reader, length)
  return reader.at
}

/** Answers where what was passed begins. */
function pass(reader: Reader, length: number): number {
  const start = reader.at
  reader.at = start + length
  if (reader.at > reader.end || length < 0) throw new RangeError('A record ends within a part.')
  return start
}

/**
 * Texts that stood at the same place in the record before: the headers of a topic are nearly the same in each record, and
 * need not be made anew.
 */
const before = { names: [] as string[], values: [] as string[] }
const kept = { places: 16, length: 128 }

function readName(reader: Reader, place: number): string {
  const length = readInt(reader)
  const { buffer } = reader
  const start = pass(reader, length)
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
  const { buffer } = reader
  const start = pass(reader, length)
  const known = before.values[place]
  if (known !== undefined && isAsciiAt(buffer, start, length, known)) return known
  for (let at = start; at < reader.at; at++)
    if (buffer[at]! > 127) return buffer.subarray(start, reader.at)
  const text = buffer.toString('latin1', start, reader.at)
  if (place < kept.places && length <= kept.length) before.values[place] = text
  return text
}

/** Seven bits a byte, the lowest first; 0, 1, 2, 3 stand for 0, -1, 1, -2. */
export function readInt(reader: Reader): number {
  const { buffer, end } = reader
  let rest = 0
  let factor = 1
  for (;;) {
    if (reader.at >= end) throw new RangeError('A record ends within a number.')
    const byte = buffer[reader.at++]!
    rest += (byte & 127) * factor
    if (byte < 128) break
    factor *= 128
  }
  return rest % 2 === 0 ? rest / 2 : -(rest + 1) / 2
}

/** Offsets and moments are 64 bits wide on the wire, and far smaller in every life of a broker. */
export function sum(base: string, difference: number): string {
  const exact = Number(base) + difference
  return Number.isSafeInteger(exact) ? String(exact) : String(BigInt(base) + BigInt(difference))
}
