import { join } from 'node:path'
import type { TestTopics } from '@bilagsbro/messaging/testing'
import { startService } from '@bilagsbro/service-runtime/testing/start-service'

export interface OrchestratorOptions {
  readonly databaseUrl: string
  readonly topics: Pick<TestTopics, 'brokers' | 'prefix'>
  readonly issuer?: string
  readonly env?: Readonly<Record<string, string>>
}

/** The service as it runs in production, in a process of its own that can be killed; resolves when it listens. */
export async function startOrchestrator(options: OrchestratorOptions) {
  const service = startService(join(import.meta.dirname, '..', 'main.ts'), {
    DATABASE_URL: options.databaseUrl,
    KAFKA_BROKERS: options.topics.brokers,
    KAFKA_TOPIC_PREFIX: options.topics.prefix,
    OIDC_ISSUER: options.issuer ?? 'http://127.0.0.1:9',
    TICK_MS: '50',
    SERVICE_CLIENT_ID: 'orchestrator',
    SERVICE_CLIENT_SECRET: 'secret',
    ...options.env,
  })
  return { ...service, url: await service.listening }
}
