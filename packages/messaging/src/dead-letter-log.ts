import { deadLetterTopic, topics as declared } from '@bilagsbro/events/catalogue'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { withAdmin, type KafkaConnection } from './connection.ts'
import { letterHeaders, originalHeaders } from './dead-letters.ts'
import type { IncomingMessage, OutgoingMessage } from './encoding.ts'
import type { Arrived } from './handling.ts'
import { createProducer } from './producer.ts'
import { readTopic } from './topic-reader.ts'

/** A dead letter as it stands on its topic. */
export interface Letter {
  /** The topic that the message came on, by the name of the dead-letter topic and not by the letter's headers. */
  readonly topic: string
  /** Partition and offset on the message's topic: `3-1042`. */
  readonly id: string
  readonly time: string
  readonly service: string
  readonly reason: string
  readonly key: string | null
  /** When the message was sent again, if it was. */
  readonly replayedAt: string | undefined
  /** Why the message cannot be sent again. */
  readonly obstacle: string | undefined
  readonly message: IncomingMessage
}

export interface LetterFilter {
  readonly topic?: string | undefined
  readonly id?: string | undefined
  /** When the message was set aside. A topic that was made anew has the same ids again. */
  readonly time?: string | undefined
}

/** The topics that have dead letters. */
const withLetters = declared
  .map(({ name }) => name)
  .filter((name) => declared.some((other) => other.name === deadLetterTopic(name)))

const readWithinMs = 120_000
const replayAtOnce = 200

/** The letters, oldest first. Letters of several services, or of several tries, about one message count as one. */
export async function readLetters(
  connection: KafkaConnection,
  filter: LetterFilter = {},
): Promise<Letter[]> {
  const present = new Set(await withAdmin(connection, (admin) => admin.listTopics()))
  const wanted = withLetters.filter((name) => (filter.topic ?? name) === name)
  const topics = wanted
    .map(deadLetterTopic)
    .filter((name) => present.has(connection.prefixed(name)))
  if (topics.length === 0) return []
  const messages = await readTopic(connection, topics, { deadlineMs: readWithinMs })
  const replayed = new Map<string, string>()
  const letters = new Map<string, Omit<Letter, 'replayedAt'>>()
  for (const one of messages) {
    const { key, letter, marker } = described(one)
    if (marker) replayed.set(key, marker)
    else letters.set(key, letter)
  }
  return [...letters]
    .map(([key, letter]) => ({ ...letter, replayedAt: replayed.get(key) }))
    .filter(({ id }) => filter.id === undefined || id === filter.id)
    .filter(({ time }) => filter.time === undefined || time === filter.time)
    .toSorted((a, b) => (a.time < b.time ? -1 : 1))
}

/** Sends the original messages to their topics again, and marks the letters. Letters that were sent before, or cannot be sent, stay. */
export async function replayLetters(
  connection: KafkaConnection,
  letters: readonly Letter[],
): Promise<Letter[]> {
  const due = letters.filter(({ replayedAt, obstacle }) => !replayedAt && !obstacle)
  await using producer = createProducer(connection, createLogger('dead-letters', 'silent'))
  for (let from = 0; from < due.length; from += replayAtOnce) {
    const some = due.slice(from, from + replayAtOnce)
    // The originals first: after a crash in between they come twice, which every consumer bears.
    await producer.sendAll(some.map(original))
    await producer.sendAll(some.map((letter) => marker(letter, new Date())))
  }
  return due
}

const text = ({ headers }: IncomingMessage, name: string) => headers?.[name]?.toString() ?? ''

function described({ message, position }: Arrived) {
  const of = (name: string) => text(message, name)
  const topic = position.topic.slice(0, -deadLetterTopic('').length)
  const place = `${of(letterHeaders.partition)}-${of(letterHeaders.offset)}`
  const isPlace = /^\d{1,9}-\d{1,19}$/.test(place)
  const id = isPlace ? place : `letter-${position.offset}`
  const letter = {
    topic,
    id,
    time: of(letterHeaders.time),
    service: of(letterHeaders.service),
    reason: of(letterHeaders.reason),
    key: message.key?.toString() ?? null,
    obstacle: obstacleOf(message, isPlace && of(letterHeaders.topic) === topic),
    message,
  }
  const key = `${topic} ${id} ${of(letterHeaders.timestamp)}`
  return { key, letter, marker: of(letterHeaders.replayed) }
}

function obstacleOf(message: IncomingMessage, isOurs: boolean): string | undefined {
  if (!isOurs) return 'It was not set aside from this topic by a service.'
  if (text(message, letterHeaders.batch))
    return 'It is a batch that could not be decoded; its producer must send it again.'
  const isCut = /(^|; )(key|value):/.test(text(message, letterHeaders.cut))
  return isCut ? 'It is not whole; its producer must send it again.' : undefined
}

function original({ topic, message }: Letter): OutgoingMessage {
  return { topic, key: message.key, value: message.value, headers: originalHeaders(message) }
}

function marker({ topic, message }: Letter, now: Date): OutgoingMessage {
  const { partition, offset, timestamp, replayed } = letterHeaders
  const same = [partition, offset, timestamp].flatMap((name) => {
    const value = text(message, name)
    return value ? [[name, value] as const] : []
  })
  return {
    topic: deadLetterTopic(topic),
    key: message.key,
    value: null,
    headers: {
      ...Object.fromEntries(same),
      [letterHeaders.topic]: topic,
      [replayed]: now.toISOString(),
    },
  }
}
