import type { Metrics } from '@bilagsbro/service-kit/metrics'
import { handleAll } from './bisect.ts'
import type { ConsumerOptions } from './consumer-options.ts'
import type { Handler } from './handler.ts'
import { deadLetter } from './dead-letters.ts'
import { createDecode } from './decoding.ts'
import { type IncomingMessage, type Position, type Received } from './encoding.ts'
import type { Trying } from './trying.ts'
import { inSpan, startSpan, traceparentOf } from './tracing.ts'

export interface Arrived {
  readonly message: IncomingMessage
  readonly position: Position
}

/** Handles messages to the end: resolves when their effects, or their dead letters, are committed. Throws only when the signal ended it. */
export type Handling = (arrived: readonly Arrived[], signal: AbortSignal) => Promise<void>

interface Letter {
  readonly arrived: Arrived
  readonly reason: string
  /** Another service puts it on the dead-letter topic. */
  readonly isSkipped: boolean
}

export function createHandling(options: ConsumerOptions, trying: Trying): Handling {
  const { connection, handlers, outbox, logger } = options
  const count = createCounts(options.metrics, handlers)
  const decode = createDecode(
    handlers.map(({ definition }) => definition),
    new Map(
      handlers.flatMap(({ definition, passes }) =>
        passes === undefined ? [] : [[definition, `ce_${passes}`] as const],
      ),
    ),
  )
  const skipped = topicsToSkip(handlers)
  const skips = ({ position }: Arrived) => skipped.has(position.topic)

  const sort = (arrived: readonly Arrived[]) => {
    const events = new Map(handlers.map(({ definition }) => [definition, [] as Received[]]))
    const letters: Letter[] = []
    for (const one of arrived) {
      const decoded = decode(one.message, one.position)
      if (!decoded.ok) letters.push({ arrived: one, reason: decoded.error, isSkipped: skips(one) })
      else if (decoded.value) events.get(decoded.value.definition)!.push(decoded.value)
    }
    return { events, letters }
  }

  const handleOf = async (handler: Handler, events: Received[], signal: AbortSignal) => {
    const spans = events.map((event) =>
      startSpan('process', event.position.topic, event.traceparent),
    )
    const traced = spans.some(Boolean)
      ? events.map((event, at) => continued(event, spans[at]))
      : events
    const end = count.seconds(handler)
    const first = spans.find(Boolean)
    try {
      return await inSpan(first, () => handleAll(handler, traced, trying, signal))
    } finally {
      end()
      for (const span of spans) span?.end()
    }
  }

  const setAside = async (letters: readonly Letter[], signal: AbortSignal) => {
    const kept = letters.filter(({ isSkipped }) => !isSkipped)
    for (const letter of letters) count.letter(letter)
    if (kept.length === 0) return
    const stamp = { service: connection.clientId, time: new Date().toISOString() }
    const messages = kept.map(({ arrived: { message, position }, reason }) =>
      deadLetter(message, position, { reason, ...stamp }),
    )
    await trying.keepTrying(() => outbox.emitRaw(messages), signal)
    for (const { arrived, reason } of kept) if (arrived.message.batch) sayBatch(arrived, reason)
    const { position } = kept[0]!.arrived
    logger.warn(
      { event: 'consumer.dead_letter', outcome: 'set_aside', messages: kept.length, ...position },
      'messages that cannot be handled are on the dead-letter topic: npm run dead-letters -- list',
    )
  }

  const sayBatch = ({ message: { batch }, position }: Arrived, reason: string) =>
    logger.error(
      { event: 'consumer.batch_undecoded', outcome: 'set_aside', offsets: batch, ...position },
      reason,
    )

  return async (arrived, signal) => {
    const { events, letters } = sort(arrived)
    for (const handler of handlers) {
      const own = events.get(handler.definition)!
      if (own.length === 0) continue
      const unusable = await handleOf(handler, own, signal)
      for (const { event, reason, culprit } of unusable) {
        const one = arrivedAs(event, arrived)
        letters.push({ arrived: one, reason, isSkipped: !culprit && skips(one) })
      }
      count.handled(handler, own.length - unusable.length)
    }
    if (letters.length > 0) await setAside(letters, signal)
  }
}

/** Topics whose dead letters are another service's in every respect. */
function topicsToSkip(handlers: readonly Handler[]): ReadonlySet<string> {
  const skipping = handlers.filter(({ invalid }) => invalid === 'skip')
  return new Set(skipping.map(({ definition }) => definition.topic))
}

const continued = (event: Received, span: ReturnType<typeof startSpan>): Received => ({
  ...event,
  traceparent: traceparentOf(span, event.traceparent),
})

function arrivedAs({ position }: Received, arrived: readonly Arrived[]): Arrived {
  const isIt = (one: Arrived) =>
    one.position.offset === position.offset &&
    one.position.partition === position.partition &&
    one.position.topic === position.topic
  const found = arrived.find(isIt)
  if (!found) throw new Error('A handler named an event that it was not given.')
  return found
}

function createCounts(metrics: Metrics, handlers: readonly Handler[]) {
  const messages = metrics.counter(
    'bilagsbro_messages_total',
    'Messages consumed, by event and outcome.',
    ['event', 'outcome'],
  )
  const letters = metrics.counter(
    'bilagsbro_dead_letters_total',
    'Messages set aside because they cannot be handled.',
    ['topic'],
  )
  const batches = metrics.counter(
    'bilagsbro_undecoded_batches_total',
    'Batches of messages set aside because they cannot be decoded.',
    ['topic', 'partition'],
  )
  const seconds = metrics.histogram('bilagsbro_handle_seconds', 'Handling one batch of an event.', [
    'event',
  ])
  const own = new Map(
    handlers.map((handler) => {
      const { type } = handler.definition
      return [handler, { handled: messages.labels(type, 'handled'), seconds: seconds.labels(type) }]
    }),
  )
  return {
    handled: (handler: Handler, count: number) => own.get(handler)!.handled.inc(count),
    seconds: (handler: Handler) => own.get(handler)!.seconds.startTimer(),
    letter({ arrived: { message, position }, isSkipped }: Letter) {
      messages.labels(position.topic, isSkipped ? 'skipped' : 'dead_letter').inc()
      if (message.batch) batches.labels(position.topic, String(position.partition)).inc()
      if (!isSkipped) letters.labels(position.topic).inc()
    },
  }
}
