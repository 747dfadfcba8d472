import type { DataOf, EventDefinition, EventOf } from '@bilagsbro/events/define-event'
import type { Result } from '@bilagsbro/kernel/result'

/** Where on Kafka a message stands. The topic is without its prefix. */
export interface Position {
  readonly topic: string
  readonly partition: number
  readonly offset: string
}

/** An event as it arrived: `traceparent` is what to continue from. */
export type Received<D extends EventDefinition = EventDefinition> = EventOf<D> & {
  readonly position: Position
}

/** A message as it goes to Kafka; its topic is without its prefix. */
export interface OutgoingMessage {
  readonly topic: string
  readonly key: string | Buffer | null
  readonly value: string | Buffer | null
  readonly headers: Readonly<Record<string, string | Buffer | (string | Buffer)[]>>
}

export interface IncomingMessage {
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers?:
    | Readonly<Record<string, string | Buffer | (string | Buffer)[] | undefined>>
    | undefined
  readonly timestamp: string
  readonly offset: string
}

export interface Envelope {
  readonly id: string
  readonly time: string
  readonly source: string
  readonly traceparent?: string | undefined
}

/** CloudEvents 1.0, Kafka protocol binding, binary mode. */
export declare function encode<D extends EventDefinition>(
  definition: D,
  data: DataOf<D>,
  envelope: Envelope,
): OutgoingMessage

/** The other way: the event, or a sentence that names what is wrong and the remedy. */
export type Decode = (message: IncomingMessage, position: Position) => Result<Received, string>
export declare function createDecode(definitions: readonly EventDefinition[]): Decode
