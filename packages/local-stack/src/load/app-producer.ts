import { RecordApproved } from '@bilagsbro/events/record-approved'
import type { NewId } from '@bilagsbro/kernel/ids'
import type { KafkaConnection } from '@bilagsbro/messaging/connection'
import { encode, type OutgoingMessage } from '@bilagsbro/messaging/encoding'
import { createProducer } from '@bilagsbro/messaging/producer'
import type { Logger } from '@bilagsbro/service-kit/logger'

type Message = Omit<OutgoingMessage, 'topic'>

export interface AppProducer extends AsyncDisposable {
  /** What `publish` sends of a record. */
  message(record: RecordApproved, traceparent?: string): Message
  publish(records: readonly RecordApproved[], traceparent?: string): Promise<void>
  /** As it is, however wrong. */
  publishRaw(messages: readonly Message[]): Promise<void>
}

/** What the approval app does: publishes `record.approved` with CloudEvents headers. */
export function createAppProducer(options: {
  readonly connection: KafkaConnection
  readonly newId: NewId
  readonly logger: Logger
}): AppProducer {
  const producer = createProducer(options.connection, options.logger)
  const message = (record: RecordApproved, traceparent?: string) =>
    encode(RecordApproved, record, {
      id: options.newId(),
      time: record.approvedAt,
      source: '/example/approvals',
      traceparent,
    })
  return {
    message,
    publish: (records, traceparent) =>
      producer.sendAll(records.map((record) => message(record, traceparent))),
    publishRaw: (messages) =>
      producer.sendAll(messages.map((raw) => ({ ...raw, topic: RecordApproved.topic }))),
    [Symbol.asyncDispose]: () => producer[Symbol.asyncDispose](),
  }
}
