import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import type { NewId } from '@bilagsbro/kernel/ids'
import type { KafkaConnection } from '@bilagsbro/messaging/connection'
import { encode, type OutgoingMessage } from '@bilagsbro/messaging/encoding'
import { createProducer } from '@bilagsbro/messaging/producer'
import type { Logger } from '@bilagsbro/service-kit/logger'

import { isWithdrawal, type Said } from './ledger-check.ts'

type Message = Omit<OutgoingMessage, 'topic'>

export interface AppProducer extends AsyncDisposable {
  /** What `publish` sends of a record. */
  message(record: Said, traceparent?: string): OutgoingMessage
  publish(records: readonly Said[], traceparent?: string): Promise<void>
  /** As it is, however wrong. */
  publishRaw(messages: readonly Message[]): Promise<void>
}

/** What the approval app does: publishes `record.approved` and `record.withdrawn` with CloudEvents headers. */
export function createAppProducer(options: {
  readonly connection: KafkaConnection
  readonly newId: NewId
  readonly logger: Logger
}): AppProducer {
  const producer = createProducer(options.connection, options.logger)
  const message = (record: Said, traceparent?: string) => {
    const envelope = { id: options.newId(), source: '/example/approvals', traceparent }
    return isWithdrawal(record)
      ? encode(RecordWithdrawn, record, { ...envelope, time: record.withdrawnAt })
      : encode(RecordApproved, record, { ...envelope, time: record.approvedAt })
  }
  return {
    message,
    publish: (records, traceparent) =>
      producer.sendAll(records.map((record) => message(record, traceparent))),
    publishRaw: (messages) =>
      producer.sendAll(messages.map((raw) => ({ ...raw, topic: RecordApproved.topic }))),
    [Symbol.asyncDispose]: () => producer[Symbol.asyncDispose](),
  }
}
