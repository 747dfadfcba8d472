import type { Logger } from '@bilagsbro/service-kit/logger'
import { Kafka, logLevel, type KafkaConfig, type LogEntry } from 'kafkajs'

export interface ConnectionSettings {
  /** `host:port`, several separated by commas. */
  readonly brokers: string
  readonly clientId: string
  /** Stands before every topic and group name; empty in production. */
  readonly topicPrefix: string
  readonly logger: Logger
}

/** A way to Kafka. Opens nothing by itself: consumers, outboxes and commands open and close what they need. */
export interface KafkaConnection {
  readonly clientId: string
  /** The name that a topic or a group has on the broker. */
  prefixed(name: string): string
  /** For the other files of this package only. */
  readonly kafka: Kafka
}

export function connectKafka(settings: ConnectionSettings): KafkaConnection {
  const config: KafkaConfig = {
    clientId: settings.clientId,
    brokers: settings.brokers.split(',').map((broker) => broker.trim()),
    logLevel: logLevel.WARN,
    logCreator: () => (entry: LogEntry) => settings.logger.warn({ kafka: entry.log.message }),
  }
  return {
    clientId: settings.clientId,
    prefixed: (name) => settings.topicPrefix + name,
    kafka: new Kafka(config),
  }
}
