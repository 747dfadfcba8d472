import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { defineEntity, p } from '@mikro-orm/core'
import { Migration } from '@mikro-orm/migrations'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { KafkaConnection } from './connection.ts'
import type { OutgoingMessage } from './encoding.ts'

/** One row per transaction: every message it emitted, until they are on Kafka. */
export const OutboxTable = defineEntity({
  name: 'Outbox',
  tableName: 'outbox',
  properties: {
    id: p.bigint().primary(),
    messages: p.text(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
})

export class OutboxMigration extends Migration {
  override up(): void {
    this.addSql('create table outbox ()')
  }
}

/** Puts an event on its way with the transaction. Throws when the data is not what its schema says: that is a bug. */
export type Emit = <D extends EventDefinition>(
  definition: D,
  data: DataOf<D>,
  options?: { readonly traceparent?: string | undefined },
) => void

export interface Outbox extends AsyncDisposable {
  /**
   * Runs `work` in one transaction with the events it emits. They are published right after the commit, and by the
   * poller if this process dies first: at least once, and only if the transaction was committed. Resolves after the
   * commit, before the publishing.
   */
  transaction<T>(work: (em: EntityManager, emit: Emit) => Promise<T>): Promise<T>
  /** Commits messages as they are, in a transaction of their own; for dead letters. */
  emitRaw(messages: readonly OutgoingMessage[]): Promise<void>
  /** Resolves when everything that this process committed is on Kafka, or when the deadline is over. */
  drained(deadlineMs?: number): Promise<void>
}

export interface OutboxOptions {
  readonly orm: Database
  readonly connection: KafkaConnection
  /** CloudEvents `source` of everything emitted, like `/bilagsbro/orchestrator`. */
  readonly source: string
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
  readonly metrics: Metrics
}

export declare function createOutbox(options: OutboxOptions): Outbox
