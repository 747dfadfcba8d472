import type { Logger } from '@bilagsbro/service-kit/logger'
import { Kafka, logLevel, type Admin, type KafkaConfig, type LogEntry } from 'kafkajs'
import { quietRequestQueue } from './quiet-request-queue.ts'

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
  /** The name without its prefix. */
  unprefixed(name: string): string
  /** For the other files of this package only. */
  readonly kafka: Kafka
}

/** `changes` to kafkajs' own settings are for tests and commands. */
export function connectKafka(
  settings: ConnectionSettings,
  changes: Partial<KafkaConfig> = {},
): KafkaConnection {
  quietRequestQueue()
  const { clientId, topicPrefix } = settings
  return {
    clientId,
    prefixed: (name) => topicPrefix + name,
    unprefixed: (name) => (name.startsWith(topicPrefix) ? name.slice(topicPrefix.length) : name),
    kafka: new Kafka({
      clientId,
      brokers: settings.brokers.split(',').map((broker) => broker.trim()),
      connectionTimeout: 3_000,
      requestTimeout: 20_000,
      // Rides out a broker that restarts, and a coordinator that is still loading.
      retry: { retries: 8, initialRetryTime: 300, maxRetryTime: 5_000 },
      logLevel: logLevel.WARN,
      logCreator: () => (entry) => relay(settings.logger, entry),
      ...changes,
    }),
  }
}

/** An admin client for the time of one piece of work. */
export async function withAdmin<T>(
  connection: KafkaConnection,
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = connection.kafka.admin()
  try {
    await admin.connect()
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

/** What kafkajs calls an error it goes on to heal by itself; where it cannot, whoever uses it hears of it. */
function relay(logger: Logger, { level, log }: LogEntry): void {
  const { message, error, groupId, broker, topic, partition } = log
  const line = { event: 'kafka', error: error as unknown, groupId, broker, topic, partition }
  if (level === logLevel.ERROR) logger.warn(line, message)
  else logger.debug(line, message)
}
