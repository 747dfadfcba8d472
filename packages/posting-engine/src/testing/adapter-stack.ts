import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { PostingCompleted, PostingRequested } from '@bilagsbro/events/posting'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { InstallationMigration, InstallationTable } from '@bilagsbro/service-kit/postgres'
import { compileCache, createTestDatabase, createTestIssuer } from '@bilagsbro/service-kit/testing'
import type { PostingRequest } from '#application/ports/posting-store.ts'
import { startConfigStub } from './config-stub.ts'
import { startLedger, type LedgerOptions } from './ledger.ts'
import { testConnection } from './vouchers.ts'

export type AdapterStack = Awaited<ReturnType<typeof createAdapterStack>>
export interface AdapterProcess {
  readonly url: string
  readonly exited: Promise<[number | null, NodeJS.Signals | null]>
  kill(signal: NodeJS.Signals): Promise<void>
}

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
  const processes = new Set<AdapterProcess>()
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

  return {
    ledger,
    topics,
    issuer,
    /** A new process; resolves when it listens, or has ended before. */
    async start(env: Record<string, string> = {}): Promise<AdapterProcess | undefined> {
      const started = await startProcess({
        DATABASE_URL: database.url,
        KAFKA_BROKERS: topics.brokers,
        KAFKA_TOPIC_PREFIX: topics.prefix,
        OIDC_ISSUER: issuer.issuer,
        CONFIG_URL: config.url,
        SERVICE_CLIENT_ID: 'test-adapter',
        SERVICE_CLIENT_SECRET: 'secret',
        LOG_LEVEL: 'info',
        ...env,
      })
      if (started) processes.add(started)
      return started
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
    posted(requests: readonly PostingRequest[], deadlineMs = 30_000) {
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

async function startProcess(env: Record<string, string>): Promise<AdapterProcess | undefined> {
  const child = spawn(process.execPath, [`${import.meta.dirname}/test-adapter.ts`], {
    env: {
      ...compileCache(),
      ...env,
      NODE_OPTIONS: '--disable-warning=TimeoutNegativeWarning',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit') as AdapterProcess['exited']
  const { promise: listening, resolve } = Promise.withResolvers<string>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (process.env['SHOW_LOGS']) process.stderr.write(`${line}\n`)
    const { url } = JSON.parse(line) as { url?: string }
    if (url) resolve(url)
  })
  const url = await Promise.race([listening, exited.then(() => undefined)])
  if (url === undefined) return undefined
  return {
    url,
    exited,
    async kill(signal) {
      child.kill(signal)
      await exited
    },
  }
}
