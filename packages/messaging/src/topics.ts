import type { KafkaConnection } from './connection.ts'

export interface AppliedTopics {
  readonly created: string[]
  readonly partitionsAdded: string[]
  readonly configured: string[]
}

/** Makes the broker's topics what `packages/events` declares. Never deletes anything; harmless when repeated. */
export declare function applyTopics(connection: KafkaConnection): Promise<AppliedTopics>
