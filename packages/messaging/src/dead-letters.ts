import { deadLetterTopic, maxDeadLetterBytes } from '@bilagsbro/events/catalogue'
import type { HeaderValue, IncomingMessage, OutgoingMessage, Position } from './encoding.ts'
import { mostHeaders } from './record-decoder.ts'

/** The headers that a dead letter carries beside the original key, bytes and headers. */
export const letterHeaders = {
  reason: 'bb_reason',
  topic: 'bb_topic',
  partition: 'bb_partition',
  offset: 'bb_offset',
  service: 'bb_service',
  time: 'bb_time',
  /** When the message came to its topic; with the offset it tells messages of a topic apart that was made anew. */
  timestamp: 'bb_timestamp',
  /** The first and the last offset, where the value is a batch that could not be decoded. */
  batch: 'bb_batch',
  /** The parts of the message that did not fit. */
  cut: 'bb_cut',
  /** On a marker, which says that the letter of this topic, partition and offset has been sent again. */
  replayed: 'bb_replayed',
} as const

const longestReason = 2_000

/** The most bytes that key and value may take of a letter; its headers have limits of their own. */
const roomInLetter = maxDeadLetterBytes - 2 * mostHeaders.bytes

/** The dead letter of a message that can never be handled: the message as it was, with the fault. A part that does not fit is cut and named. */
export function deadLetter(
  message: IncomingMessage,
  position: Position,
  { reason, service, time }: { reason: string; service: string; time: string },
): OutgoingMessage {
  const { key, value, cut } = fitting(message)
  const added: Record<string, string | undefined> = {
    [letterHeaders.reason]: reason.slice(0, longestReason),
    [letterHeaders.topic]: position.topic,
    [letterHeaders.partition]: String(position.partition),
    [letterHeaders.offset]: position.offset,
    [letterHeaders.timestamp]: message.timestamp,
    [letterHeaders.service]: service,
    [letterHeaders.time]: time,
    [letterHeaders.batch]: message.batch,
    [letterHeaders.cut]: cut,
  }
  // Raw, even where it is text: a dead letter must be storable whatever its bytes are.
  const headers: Record<string, HeaderValue> = firstHeaders(originalHeaders(message))
  for (const [name, text] of Object.entries(added))
    if (text !== undefined) headers[name] = Buffer.from(text)
  return { topic: deadLetterTopic(position.topic), key, value, headers }
}

function fitting(message: IncomingMessage) {
  const key = message.key && message.key.subarray(0, roomInLetter)
  const room = roomInLetter - (key?.length ?? 0)
  const value = message.value && message.value.subarray(0, room)
  const cuts = [message.cut, cutOf('key', key, message.key), cutOf('value', value, message.value)]
  return { key, value, cut: cuts.filter(Boolean).join('; ') || undefined }
}

function cutOf(part: string, kept: Buffer | null, all: Buffer | null): string | undefined {
  if (kept?.length === all?.length) return undefined
  return `${part}: only the first ${kept?.length} of ${all?.length} bytes are here`
}

/** As many as any message may have. */
function firstHeaders(given: Readonly<Record<string, HeaderValue>>): Record<string, HeaderValue> {
  let count = 0
  let bytes = 0
  const fits = ([name, value]: [string, HeaderValue]) => {
    for (const one of Array.isArray(value) ? value : [value]) {
      count += 1
      bytes += name.length + (one?.length ?? 0)
    }
    return count <= mostHeaders.count && bytes <= mostHeaders.bytes
  }
  return Object.fromEntries(Object.entries(given).filter(fits))
}

/** The headers without those of an earlier dead letter. */
export function originalHeaders({ headers }: Pick<IncomingMessage, 'headers'>) {
  const names = new Set<string>(Object.values(letterHeaders))
  return Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) =>
      value === undefined || names.has(name) ? [] : [[name, value] as const],
    ),
  )
}
