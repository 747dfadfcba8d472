import { deadLetterTopic, topics as declared } from '@bilagsbro/events/catalogue'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { withAdmin, type KafkaConnection } from './connection.ts'
import { letterHeaders, originalHeaders } from './dead-letters.ts'
import type { IncomingMessage, OutgoingMessage } from './encoding.ts'
import { createProducer } from './producer.ts'
import { readTopic } from './topic-reader.ts'

/** A dead letter as it stands on its topic. */
export interface Letter {
  /** The topic that the message came on. */
  readonly topic: string
  /** Partition and offset there: `3-1042`. */
  readonly id: string
  readonly time: string
  readonly service: string
  readonly reason: string
  readonly key: string | null
  /** When it was sent again, if it was. */
  readonly replayedAt: string | undefined
  /** The first and the last offset, where it is a batch that could not be decoded. */
  readonly batch: string | undefined
  /** What of the message did not fit into the letter. */
  readonly cut: string | undefined
  readonly message: IncomingMessage
}

export interface LetterFilter {
  readonly topic?: string | undefined
  readonly id?: string | undefined
}

const readWithinMs = 120_000
const replayAtOnce = 200

/** Oldest first. What several services, or several tries of one, set aside of the same message is one letter. */
export async function readLetters(
  connection: KafkaConnection,
  filter: LetterFilter = {},
): Promise<Letter[]> {
  const present = new Set(await withAdmin(connection, (admin) => admin.listTopics()))
  const wanted = filter.topic === undefined ? declared.map(({ name }) => name) : [filter.topic]
  const topics = wanted
    .map(deadLetterTopic)
    .filter((name) => present.has(connection.prefixed(name)))
  if (topics.length === 0) return []
  const messages = await readTopic(connection, topics, { deadlineMs: readWithinMs })
  const replayed = new Map<string, string>()
  const letters = new Map<string, Omit<Letter, 'replayedAt'>>()
  for (const { message } of messages) {
    const { key, letter, marker } = described(message)
    if (marker) replayed.set(key, marker)
    else letters.set(key, letter)
  }
  return [...letters]
    .map(([key, letter]) => ({ ...letter, replayedAt: replayed.get(key) }))
    .filter(({ id }) => filter.id === undefined || id === filter.id)
    .toSorted((a, b) => (a.time < b.time ? -1 : 1))
}

/** Sends the original messages to their topics again, and remembers it. Those that were sent before stay. */
export async function replayLetters(
  connection: KafkaConnection,
  letters: readonly Letter[],
): Promise<Letter[]> {
  const due = letters.filter(({ replayedAt, batch }) => !replayedAt && !batch)
  await using producer = createProducer(connection, createLogger('dead-letters', 'silent'))
  for (let from = 0; from < due.length; from += replayAtOnce) {
    const some = due.slice(from, from + replayAtOnce)
    // The originals first: after a crash in between they come twice, which every consumer bears.
    await producer.sendAll(some.map(original))
    await producer.sendAll(some.map((letter) => marker(letter, new Date())))
  }
  return due
}

function described(message: IncomingMessage) {
  const text = (name: string) => message.headers?.[name]?.toString() ?? ''
  const topic = text(letterHeaders.topic)
  const id = `${text(letterHeaders.partition)}-${text(letterHeaders.offset)}`
  const letter = {
    topic,
    id,
    time: text(letterHeaders.time),
    service: text(letterHeaders.service),
    reason: text(letterHeaders.reason),
    key: message.key?.toString() ?? null,
    batch: text(letterHeaders.batch) || undefined,
    cut: text(letterHeaders.cut) || undefined,
    message,
  }
  return { key: `${topic} ${id}`, letter, marker: text(letterHeaders.replayed) }
}

function original({ topic, message }: Letter): OutgoingMessage {
  return { topic, key: message.key, value: message.value, headers: originalHeaders(message) }
}

function marker({ topic, id, message }: Letter, now: Date): OutgoingMessage {
  const [partition = '', offset = ''] = id.split('-')
  return {
    topic: deadLetterTopic(topic),
    key: message.key,
    value: null,
    headers: {
      [letterHeaders.topic]: topic,
      [letterHeaders.partition]: partition,
      [letterHeaders.offset]: offset,
      [letterHeaders.replayed]: now.toISOString(),
    },
  }
}
