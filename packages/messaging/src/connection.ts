import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Admin, Kafka as KafkaClient, KafkaConfig, LogEntry } from 'kafkajs'
import { Kafka, logLevel } from './kafkajs.ts'

export interface ConnectionSettings {
  /** `host:port`, several separated by commas. */
  readonly brokers: string
  readonly clientId: string
  /** The prefix of every topic and group name; empty in production. */
  readonly topicPrefix: string
  readonly logger: Logger
}

/** Settings for clients of Kafka. It opens no client: consumers, outboxes and commands open and close their own. */
export interface KafkaConnection {
  readonly clientId: string
  /** The name that a topic or a group has on the broker. */
  prefixed(name: string): string
  /** The name without its prefix. */
  unprefixed(name: string): string
  /** For the other files of this package only. */
  readonly kafka: KafkaClient
}

/** `changes` to kafkajs' own settings are for tests and commands. */
export function connectKafka(
  settings: ConnectionSettings,
  changes: Partial<KafkaConfig> = {},
): KafkaConnection {
  const { clientId, topicPrefix } = settings
  return {
    clientId,
    prefixed: (name) => topicPrefix + name,
    unprefixed: (name) => (name.startsWith(topicPrefix) ? name.slice(topicPrefix.length) : name),
    kafka: new Kafka({
      clientId,
      brokers: settings.brokers.split(',').map((broker) => broker.trim()),
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      // Rides out a broker that restarts, and a coordinator that is still loading.
      retry: { retries: 8, initialRetryTime: 300, maxRetryTime: 5_000 },
      logLevel: logLevel.WARN,
      logCreator: () => createRelay(settings.logger),
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

const sayAgainMs = 10_000

/**
 * kafkajs' log lines as ours. kafkajs goes on to heal most of its errors by itself; where it cannot, its caller hears of
 * the error. While a broker is away, kafkajs logs the same line many times a second.
 */
function createRelay(logger: Logger) {
  const said = new Map<string, number>()
  return ({ level, log }: LogEntry): void => {
    const { message, error, groupId, broker, topic, partition } = log
    const line = { event: 'kafka', error: error as unknown, groupId, broker, topic, partition }
    const isNews = (said.get(message) ?? 0) < Date.now() - sayAgainMs
    if (level !== logLevel.ERROR || !isNews) return logger.debug(line, message)
    if (said.size > 100) said.clear()
    said.set(message, Date.now())
    logger.warn(line, message)
  }
}
