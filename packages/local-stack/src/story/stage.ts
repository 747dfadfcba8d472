import { randomId } from '@bilagsbro/kernel/ids'
import { connectKafka } from '@bilagsbro/messaging/connection'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createAppProducer } from '../load/app-producer.ts'
import type { Said } from '../load/ledger-check.ts'
import { openLedgers } from '../load/simulator.ts'
import { call, seedOrganizations, untilShown } from '../seed.ts'
import type { Stack } from '../start-stack.ts'
import { until } from '../until.ts'
import type { OrganizationEntry } from '../demo-organizations.ts'

interface Status {
  readonly sums: Readonly<Record<string, { readonly count: number }>>
}

/** What the story is told with: the approval app, people who use the services' routes, and the ledgers. */
export function openStage(stack: Stack, signal: AbortSignal) {
  const { kafka, services, simulators } = stack.addresses()
  const logger = createLogger('story', 'error')
  const connection = connectKafka({
    brokers: kafka.brokers,
    clientId: 'approval-app',
    topicPrefix: kafka.topicPrefix,
    logger,
  })
  const producer = createAppProducer({ connection, newId: randomId, logger })
  const as = (user: string) => () => stack.tokenFor(user)
  const ask = <Answer>(
    service: string,
    method: 'GET' | 'PUT' | 'POST',
    path: string,
    body?: object,
    user = 'demo-global-admin',
  ) => call<Answer>({ url: services[service]!.url, token: as(user) }, method, path, body)
  const statusOf = (id: string) => ask<Status>('status-query', 'GET', `/organizations/${id}/status`)
  return {
    ledgers: openLedgers(simulators),
    ask,
    publish: (records: readonly Said[]) => producer.publish(records),
    /** Those that were new. */
    async enter(entries: readonly OrganizationEntry[]): Promise<string[]> {
      const token = as('demo-global-admin')
      const configUrl = services['config']!.url
      const entered = await seedOrganizations({ configUrl, token, organizations: entries })
      await untilShown(entered, { statusUrl: services['status-query']!.url, token })
      return entered
    },
    /** How many records of an organisation have one of these statuses. */
    async count(organizationId: string, ...statuses: readonly string[]): Promise<number> {
      const sums = (await statusOf(organizationId))?.sums ?? {}
      return statuses.reduce((sum, status) => sum + (sums[status]?.count ?? 0), 0)
    },
    /** Resolves when it is so; a question that fails is a no. Throws when it never is, or when the story is given up. */
    async eventually(isSo: () => Promise<boolean>): Promise<void> {
      const answered = async () => signal.aborted || (await isSo().catch(() => false))
      const became = await until(answered, { deadlineMs: 120_000, everyMs: 250 })
      signal.throwIfAborted()
      if (!became) throw new Error(`Not so within two minutes: ${isSo.toString()}`)
    },
    [Symbol.asyncDispose]: () => producer[Symbol.asyncDispose](),
  }
}
export type Stage = ReturnType<typeof openStage>
