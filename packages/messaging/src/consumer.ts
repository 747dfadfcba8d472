import type { EventDefinition } from '@bilagsbro/events/define-event'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { KafkaConnection } from './connection.ts'
import type { Received } from './encoding.ts'
import type { Outbox } from './outbox.ts'

export type { Received } from './encoding.ts'

/** An event that can never be handled, and a sentence why: it becomes a dead letter. */
export interface Rejection {
  readonly event: Received
  readonly reason: string
}

/**
 * Takes a batch, and returns when its effects are committed. Must be harmless when repeated: every event comes at
 * least once. A fault of the infrastructure is thrown and the same batch comes again; anything else that is thrown
 * halves the batch until the culprit stands alone, which becomes a dead letter.
 */
export type Handle<D extends EventDefinition> = (
  events: Received<D>[],
) => Promise<readonly Rejection[] | void>

export interface Handler {
  readonly definition: EventDefinition
  readonly handle: Handle<EventDefinition>
  readonly invalid: 'dead-letter' | 'skip'
}

/** `invalid: 'skip'` where another service dead-letters what is invalid on the topic. */
export function on<D extends EventDefinition>(
  definition: D,
  handle: Handle<D>,
  { invalid = 'dead-letter' }: { readonly invalid?: 'dead-letter' | 'skip' } = {},
): Handler {
  return { definition, handle: handle as unknown as Handle<EventDefinition>, invalid }
}

export interface ConsumerOptions {
  readonly connection: KafkaConnection
  /** The consumer group; replicas of a service share one. */
  readonly group: string
  readonly handlers: readonly Handler[]
  readonly outbox: Pick<Outbox, 'emitRaw'>
  readonly logger: Logger
  readonly metrics: Metrics
  /** The consumer cannot go on: end the process, so that it is started again. */
  readonly onFatal: (error: Error) => void
}

export interface Consumer extends AsyncDisposable {
  /** Resolves when all that was on the definition's topic at the call has been handled by the group. */
  caughtUp(definition: EventDefinition): Promise<void>
  /** Throws, with the reason, when events are not really being fetched and handled. */
  healthy(): void
}

/** Resolves when the group has been joined. */
export declare function consume(options: ConsumerOptions): Promise<Consumer>
