import { PostingCompleted, PostingRequested } from '@bilagsbro/events/posting'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { InstallationMigration, InstallationTable } from '@bilagsbro/service-kit/installation'
import { createTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { startService, type ServiceProcess } from '@bilagsbro/service-runtime/testing/start-service'
import type { PostingRequest } from '#application/ports/posting-store.ts'
import { startConfigStub } from './config-stub.ts'
import { startLedger, type LedgerOptions } from './ledger.ts'
import { testConnection } from './vouchers.ts'

export type AdapterStack = Awaited<ReturnType<typeof createAdapterStack>>
export type AdapterProcess = ServiceProcess & { readonly url: string }

/** Everything around an adapter service: database, topics, identity provider, config, and a ledger to look into. */
export async function createAdapterStack(ledgerOptions: LedgerOptions = {}) {
  await using resources = new AsyncDisposableStack()
  const ledger = resources.use(await startLedger(ledgerOptions))
  const issuer = resources.use(await createTestIssuer())
  const config = resources.use(
    await startConfigStub((organizationId) => testConnection(ledger.url, organizationId)),
  )
  const topics = resources.use(
    await createTestTopics({ topics: [PostingRequested.dynamics.topic, PostingCompleted.topic] }),
  )
  const processes = new Set<ServiceProcess>()
  resources.defer(async () => {
    await Promise.all([...processes].map((one) => one.kill('SIGKILL')))
  })
  let database = await emptyDatabase()
  resources.defer(() => database[Symbol.asyncDispose]())
  const owned = resources.move()
  const request = (requests: readonly PostingRequest[]) =>
    topics.produce(
      PostingRequested.dynamics,
      requests.map((data) => ({ ...data, requestedAt: at })) as never,
    )

  const launch = (env: Readonly<Record<string, string>>) => {
    const launched = startService(`${import.meta.dirname}/test-adapter.ts`, {
      DATABASE_URL: database.url,
      KAFKA_BROKERS: topics.brokers,
      KAFKA_TOPIC_PREFIX: topics.prefix,
      OIDC_ISSUER: issuer.issuer,
      CONFIG_URL: config.url,
      SERVICE_CLIENT_ID: 'test-adapter',
      SERVICE_CLIENT_SECRET: 'secret',
      ...env,
    })
    processes.add(launched)
    return launched
  }

  return {
    ledger,
    topics,
    issuer,
    /** A new process, which may end before it listens. */
    launch,
    /** A new process; resolves when it listens. */
    async start(env: Readonly<Record<string, string>> = {}): Promise<AdapterProcess> {
      const launched = launch(env)
      return { ...launched, url: await launched.listening }
    },
    /** As after a disaster: what was in the database is gone. */
    async loseDatabase() {
      await database[Symbol.asyncDispose]()
      database = await emptyDatabase()
    },
    request,
    /** The references that the ledger holds more or less than once. */
    wrong: (requests: readonly PostingRequest[]) =>
      requests
        .map(({ reference }) => `${reference} ${ledger.entries(reference).length}`)
        .filter((line) => !line.endsWith(' 1')),
    /** Resolves when all of them were answered as posted. What comes back unsent is asked for again, as the orchestrator does. */
    posted(requests: readonly PostingRequest[], deadlineMs = 90_000) {
      const wanted = new Map(requests.map((one) => [one.reference, one]))
      const askAgain = async (answers: readonly { data: PostingCompleted }[]) => {
        const again: PostingRequest[] = []
        for (const { data } of answers) {
          const asked = wanted.get(data.reference)
          if (data.outcome.kind !== 'returned' || asked?.attempt !== data.attempt) continue
          again.push({ ...asked, attempt: data.attempt + 1 })
          wanted.set(data.reference, again.at(-1)!)
        }
        if (again.length > 0) await request(again)
      }
      return topics.read(
        PostingCompleted,
        (answers) => {
          void askAgain(answers)
          const done = new Set(
            answers
              .filter(({ data }) => data.outcome.kind === 'posted')
              .map(({ data }) => data.reference),
          )
          return requests.every(({ reference }) => done.has(reference))
        },
        deadlineMs,
      )
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const at = '2026-11-21T10:00:00Z'

const emptyDatabase = () =>
  createTestDatabase({ tables: [InstallationTable], migrations: [InstallationMigration] })
