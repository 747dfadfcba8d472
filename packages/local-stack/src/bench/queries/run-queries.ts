import { percentile } from '../../load/percentile.ts'
import { openSession } from '../../load/session.ts'
import { publishSteadily } from '../../load/steady-rate.ts'
import { usageOf } from '../../load/usage.ts'
import type { Report } from '../../report.ts'
import type { Stack } from '../../start-stack.ts'
import { benchOrganizations } from '../bench-organizations.ts'
import { createAsk, type Ask } from './ask.ts'
import { fill, filled, large } from './filling.ts'
import { openLiveClients } from './live-clients.ts'

/** How long an answer takes until its last byte is there. */
interface Timed {
  readonly requests: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Of the service and PostgreSQL together, a request; a busy machine does not change it, records that flow do. */
  readonly cpuMs: number
}

interface Live {
  readonly clients: number
  readonly hintsPerSecond: number
  /** Of the service, PostgreSQL not included. */
  readonly memoryMb: { readonly before: number; readonly open: number; readonly most: number }
}

interface Exported {
  readonly rows: number
  readonly rowsPerSecond: number
  readonly mbPerSecond: number
}

export interface QueriesResult {
  readonly entries: number
  readonly organizations: number
  readonly ratePerSecond: number
  readonly overviewAlone: Timed
  /** While records flow. */
  readonly overview: Timed
  readonly logPage: Timed
  readonly logPageOfAll: Timed
  readonly failedPage: Timed
  /** While records flow. */
  readonly live: Live
  readonly exported: Exported
}

const ratePerSecond = 200
const seconds = 20
const requests = 300
const warmUps = 50
const liveClients = 1_000

/** Times what pages read of 500 organisations and of a log of a million entries: over HTTP, one request after another. */
export async function runQueries(stack: Stack, report: Report): Promise<QueriesResult> {
  const entered = benchOrganizations('')
  const sending = entered.dynamics.map(({ organizationId }) => organizationId)
  await using session = await openSession(stack, 1, sending)
  const ask = await createAsk(stack)
  const timed = (path: string) => time(stack, ask, path)
  const publish = (prefix: string) =>
    publishSteadily(session, { prefix, perSecond: ratePerSecond, seconds })

  report(
    `filling in ${filled.organizations} organisations and ${filled.entries} entries of the log`,
  )
  await fill(stack, Object.values(entered).flat().length)

  report(`the overview, while ${ratePerSecond} records/s flow for ${seconds} s`)
  const overviewAlone = await timed('/organizations?limit=50')
  const flow = publish('flow')
  const overview = await timed('/organizations?limit=50')
  await flow

  report('pages of the log and of failed records')
  const logPage = await timed(`/organizations/${large}/log?limit=50`)
  const logPageOfAll = await timed('/log?limit=50')
  const failedPage = await timed(`/organizations/${large}/records?status=failed&limit=50`)

  report(`${liveClients} live clients, while ${ratePerSecond} records/s flow for ${seconds} s`)
  const live = await watch(stack, () => publish('live'))

  report('the log of the large organisation as a file')
  const exported = await timeExport(ask)
  return {
    ...filled,
    ratePerSecond,
    overviewAlone,
    overview,
    logPage,
    logPageOfAll,
    failedPage,
    live,
    exported,
  }
}

async function time(stack: Stack, ask: Ask, path: string): Promise<Timed> {
  for (let at = 0; at < warmUps; at++) await ask(path)
  const taken: number[] = []
  const before = cpuOf(stack)
  while (taken.length < requests) {
    const started = performance.now()
    await ask(path)
    taken.push(performance.now() - started)
  }
  const cpuMs = (cpuOf(stack) - before) / 1000 / requests
  const sorted = taken.toSorted((a, b) => a - b)
  const [p50Ms, p99Ms] = [percentile(sorted, 0.5), percentile(sorted, 0.99)].map(rounded)
  return { requests, p50Ms: p50Ms!, p99Ms: p99Ms!, cpuMs: rounded(cpuMs) }
}

const rounded = (value: number) => Math.round(value * 10) / 10

function cpuOf(stack: Stack): number {
  const own = ['status-query', 'postgres'].filter((name) => stack.names.includes(name))
  return own.reduce((sum, name) => sum + (usageOf(stack.pid(name) ?? 0)?.cpuMicros ?? 0), 0)
}

/** Streams of all organisations, the most that a client can ask for. */
async function watch(stack: Stack, publish: () => Promise<void>): Promise<Live> {
  const memory = () => usageOf(stack.pid('status-query') ?? 0)?.memoryMb ?? 0
  const before = memory()
  using clients = await openLiveClients(stack, liveClients)
  const open = memory()
  let most = open
  const timer = setInterval(() => (most = Math.max(most, memory())), 500)
  await publish().finally(() => clearInterval(timer))
  return {
    clients: liveClients,
    hintsPerSecond: Math.round(clients.heard() / seconds),
    memoryMb: { before, open, most },
  }
}

async function timeExport(ask: Ask): Promise<Exported> {
  const started = performance.now()
  const { lines, bytes } = await ask(`/organizations/${large}/log/export?format=jsonl`)
  const took = (performance.now() - started) / 1000
  return {
    rows: lines,
    rowsPerSecond: Math.round(lines / took),
    mbPerSecond: rounded(bytes / took / 1024 / 1024),
  }
}
