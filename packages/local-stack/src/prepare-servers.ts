import { connectKafka, type KafkaConnection } from '@bilagsbro/messaging/connection'
import { applyTopics, dropTopics } from '@bilagsbro/messaging/topics'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createDatabases, dropDatabases, type ServiceDatabase } from './databases.ts'
import type { Infrastructure } from './infrastructure.ts'
import type { Report } from './report.ts'
import { StackError } from './stack-error.ts'

export interface Preparation {
  readonly databases: readonly ServiceDatabase[]
  readonly topicPrefix: string
  /** For a run that leaves nothing on servers which are not its own. */
  readonly dropAfterwards: boolean
  readonly report: Report
}

/** Gives the servers what the services expect of them: databases with their roles, and topics. */
export async function prepareServers(
  servers: Pick<Infrastructure, 'databaseUrl' | 'kafkaBrokers'>,
  preparation: Preparation,
): Promise<AsyncDisposable> {
  const { databases, topicPrefix, dropAfterwards, report } = preparation
  const logger = createLogger('local-stack', 'silent')
  const brokers = servers.kafkaBrokers
  const connection = connectKafka({ brokers, clientId: 'local-stack', topicPrefix, logger })
  const [created] = await Promise.all([
    createTopics(connection, brokers),
    createDatabases(servers.databaseUrl, databases),
  ])
  report(`${databases.length} databases and ${created} new topics are there`)
  return {
    async [Symbol.asyncDispose]() {
      if (!dropAfterwards) return
      const names = databases.map(({ name }) => name)
      await Promise.all([dropDatabases(servers.databaseUrl, names), dropTopics(connection)])
    },
  }
}

async function createTopics(connection: KafkaConnection, brokers: string): Promise<number> {
  try {
    return (await applyTopics(connection)).created.length
  } catch (cause) {
    throw new StackError(
      `The topics could not be created on ${brokers}: ${(cause as Error).message}`,
      'see that KAFKA_BROKERS names a broker that is up and lets its topics be changed.',
      { cause },
    )
  }
}
