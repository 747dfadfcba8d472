import { deadLetterTopic } from '@bilagsbro/events/catalogue'
import type { IncomingMessage, OutgoingMessage, Position } from './encoding.ts'

/** What a dead letter carries beside the original key, bytes and headers. */
export const letterHeaders = {
  reason: 'bb_reason',
  topic: 'bb_topic',
  partition: 'bb_partition',
  offset: 'bb_offset',
  service: 'bb_service',
  time: 'bb_time',
  /** On a marker, which says that the letter of this topic, partition and offset has been sent again. */
  replayed: 'bb_replayed',
} as const

const longestReason = 2_000

/** A message that can never be handled, as it was, with what is wrong with it. */
export function deadLetter(
  message: IncomingMessage,
  position: Position,
  { reason, service, time }: { reason: string; service: string; time: string },
): OutgoingMessage {
  return {
    topic: deadLetterTopic(position.topic),
    key: message.key,
    // Raw, even where it is text: a dead letter must be storable whatever its bytes are.
    value: message.value,
    headers: {
      ...originalHeaders(message),
      [letterHeaders.reason]: Buffer.from(reason.slice(0, longestReason)),
      [letterHeaders.topic]: Buffer.from(position.topic),
      [letterHeaders.partition]: Buffer.from(String(position.partition)),
      [letterHeaders.offset]: Buffer.from(position.offset),
      [letterHeaders.service]: Buffer.from(service),
      [letterHeaders.time]: Buffer.from(time),
    },
  }
}

/** Without what an earlier dead letter added. */
export function originalHeaders({ headers }: Pick<IncomingMessage, 'headers'>) {
  const names = new Set<string>(Object.values(letterHeaders))
  return Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) =>
      value === undefined || names.has(name) ? [] : [[name, value] as const],
    ),
  )
}
