type Bytes = string | Buffer | null

/** A record as kafkajs hands it to its encoder. */
interface Unencoded {
  readonly offsetDelta?: number
  readonly timestampDelta?: number
  readonly key?: Bytes
  readonly value?: Bytes
  readonly headers?: Readonly<Record<string, Bytes | readonly Bytes[]>>
}

/** The part that kafkajs copies into a batch: it asks for both names. */
interface Encoded {
  readonly buf: Buffer
  readonly buffer: Buffer
}

/**
 * kafkajs 2.2.4 makes a zeroed buffer of 512 bytes for each header of each record, an array for each number, and
 * counts in BigInt. This writes the same bytes (Kafka's record format v2) into one buffer of the right size; and a
 * header without a value, on which kafkajs fails.
 */
export function encodeRecord(record: Unencoded): Encoded {
  const { offsetDelta = 0, timestampDelta = 0, key = null, value = null, headers = {} } = record
  const pairs = pairsOf(headers)
  const body =
    1 +
    sizeOfInt(timestampDelta) +
    sizeOfInt(offsetDelta) +
    sizeOfBytes(key) +
    sizeOfBytes(value) +
    sizeOfPairs(pairs)
  const buffer = Buffer.allocUnsafe(sizeOfInt(body) + body)
  let at = writeInt(buffer, 0, body)
  at = buffer.writeInt8(0, at)
  at = writeInt(buffer, at, timestampDelta)
  at = writeInt(buffer, at, offsetDelta)
  at = writeBytes(buffer, at, key)
  at = writeBytes(buffer, at, value)
  at = writeInt(buffer, at, pairs.length)
  for (const [name, text] of pairs) at = writeBytes(buffer, writeBytes(buffer, at, name), text)
  return { buf: buffer, buffer }
}

type Pair = readonly [string, Bytes]

function pairsOf(headers: NonNullable<Unencoded['headers']>): Pair[] {
  const pairs: Pair[] = []
  for (const [name, given] of Object.entries(headers))
    if (Array.isArray(given)) for (const one of given as readonly Bytes[]) pairs.push([name, one])
    else pairs.push([name, given as Bytes])
  return pairs
}

// A loop, because V8 forgets what it compiled for a callback that is made anew for every record.
function sizeOfPairs(pairs: readonly Pair[]): number {
  let size = sizeOfInt(pairs.length)
  for (const [name, text] of pairs) size += sizeOfBytes(name) + sizeOfBytes(text)
  return size
}

/** Small numbers, near zero on either side, take one byte: 0, -1, 1, -2 become 0, 1, 2, 3. */
const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value)

function sizeOfInt(value: number): number {
  let bytes = 1
  for (let rest = zigzag(value); rest >= 128; rest = Math.floor(rest / 128)) bytes++
  return bytes
}

function writeInt(buffer: Buffer, start: number, value: number): number {
  let at = start
  let rest = zigzag(value)
  for (; rest >= 128; rest = Math.floor(rest / 128)) buffer[at++] = (rest % 128) + 128
  buffer[at++] = rest
  return at
}

function sizeOfBytes(value: Bytes): number {
  if (value === null) return sizeOfInt(-1)
  const length = lengthOf(value)
  return sizeOfInt(length) + length
}

function writeBytes(buffer: Buffer, start: number, value: Bytes): number {
  if (value === null) return writeInt(buffer, start, -1)
  const at = writeInt(buffer, start, lengthOf(value))
  return at + (typeof value === 'string' ? buffer.write(value, at) : value.copy(buffer, at))
}

const lengthOf = (value: string | Buffer) =>
  typeof value === 'string' ? Buffer.byteLength(value) : value.length
