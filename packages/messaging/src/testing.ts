import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import type { IncomingMessage, OutgoingMessage, Received } from './encoding.ts'
import type { KafkaConnection } from './connection.ts'

export interface TestTopics extends AsyncDisposable {
  readonly prefix: string
  readonly brokers: string
  readonly connection: KafkaConnection
  /** As a producer outside of Bilagsbro would: CloudEvents headers, key, JSON. */
  produce<D extends EventDefinition>(
    definition: D,
    datas: readonly DataOf<D>[],
    options?: { readonly headers?: Readonly<Record<string, string>> },
  ): Promise<void>
  produceRaw(
    topic: string,
    messages: readonly Partial<Pick<OutgoingMessage, 'key' | 'value' | 'headers'>>[],
  ): Promise<void>
  /** Everything on the topic from its beginning, as soon as `until` holds. */
  read<D extends EventDefinition>(
    definition: D,
    until: (events: Received<D>[]) => boolean,
    deadlineMs?: number,
  ): Promise<Received<D>[]>
  readRaw(
    topic: string,
    until: (messages: IncomingMessage[]) => boolean,
    deadlineMs?: number,
  ): Promise<IncomingMessage[]>
}

/** Topics of their own on the test broker, two partitions each, deleted afterwards. All of them, unless told which. */
export declare function createTestTopics(options?: {
  readonly topics?: readonly string[]
}): Promise<TestTopics>
