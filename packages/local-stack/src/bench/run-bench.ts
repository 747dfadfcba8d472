import { percentile } from '../load/percentile.ts'
import { openSession, type Hop, type Session } from '../load/session.ts'
import { publishSteadily } from '../load/steady-rate.ts'
import { usageOf } from '../load/usage.ts'
import type { Report } from '../report.ts'
import type { Stack } from '../start-stack.ts'
import { idsOf, type ConnectorType } from './bench-organizations.ts'
import { deadlineMs, drain, measure, recordsOf, type Drained } from './drain.ts'
import { timeManualRun, type ManualRun } from './manual-run.ts'
import { restWays, type RestWay } from '../rest-ways.ts'
import { drainBy, timeLoop, type AtBothSpeeds, type DrainedByWay } from './rest-ledgers.ts'

/** Of Business Central, but for what is said of each connector. */
export interface BenchResult extends Drained {
  /** A loop that posts to ledgers with a REST API and keeps no state. */
  readonly loop: AtBothSpeeds
  readonly latency: {
    readonly ratePerSecond: number
    readonly p50Ms: number
    readonly p99Ms: number
    /** Where they go. */
    readonly hops: readonly Hop[]
  }
  readonly connectors: Readonly<Record<Exclude<ConnectorType, 'rest'>, Drained>> & {
    readonly rest: Readonly<Record<RestWay, DrainedByWay>>
  }
  readonly manualRun: ManualRun
  readonly cpuMicrosPerRecord: Readonly<Record<string, number>>
  readonly rssMb: Readonly<Record<string, number>>
}

/** Until the services run compiled: they are not done with it after half as many. */
const warmUpRecords = 20_000
const ratePerSecond = 200
const rateSeconds = 20

export async function runBench(
  stack: Stack,
  records: number,
  report: Report,
): Promise<BenchResult> {
  await using session = await openSession(stack, 1, idsOf('dynamics'))
  report(`warming up with ${warmUpRecords} records`)
  await drain(session, recordsOf(session, 'warm', warmUpRecords))
  report(`draining a backlog of ${records} records`)
  const before = usages(stack)
  const dynamics = await measure(session, 'dynamics', records)
  const after = usages(stack)
  report(`${dynamics.recordsPerSecond} records/s`)

  report(`${ratePerSecond} records/s for ${rateSeconds} s`)
  const latencies = await atRate(session)
  const hops = await session.hops('rate')

  report('the strong loop')
  const loop = await timeLoop(stack)
  const others = Math.ceil(records / 4)
  report(`the other accounting systems: ${others} records each`)
  const xledger = await drainOther(stack, 'xledger', others)
  const rest = {} as Record<RestWay, DrainedByWay>
  for (const way of restWays) {
    report(`ledgers with a REST API, by ${way}`)
    rest[way] = await drainBy(stack, way, others)
  }
  const connectors = { dynamics, xledger, rest }

  report('a manual run while another organisation drains a backlog')
  const [busy, asked] = idsOf('dynamics') as [string, string]
  const manualRun = await timeManualRun(stack, { busy, asked }, records)

  const cpu = (name: string) => after[name]!.cpuMicros - (before[name]?.cpuMicros ?? 0)
  const names = Object.keys(after)
  return {
    ...dynamics,
    loop,
    latency: {
      ratePerSecond,
      p50Ms: Math.round(percentile(latencies, 0.5)),
      p99Ms: Math.round(percentile(latencies, 0.99)),
      hops,
    },
    connectors,
    manualRun,
    cpuMicrosPerRecord: Object.fromEntries(
      names.map((name) => [name, Math.round(cpu(name) / records)]),
    ),
    rssMb: Object.fromEntries(names.map((name) => [name, after[name]!.memoryMb])),
  }
}

async function drainOther(
  stack: Stack,
  connector: ConnectorType,
  records: number,
): Promise<Drained> {
  await using session = await openSession(stack, 1, idsOf(connector))
  await drain(session, recordsOf(session, 'warm', Math.ceil(records / 4)))
  return await measure(session, connector, records)
}

/** Publishes so many a second, and gives the milliseconds from approval to being shown as posted. */
async function atRate(session: Session): Promise<number[]> {
  const total = ratePerSecond * rateSeconds
  await publishSteadily(session, {
    prefix: 'rate',
    perSecond: ratePerSecond,
    seconds: rateSeconds,
  })
  let latencies: number[] = []
  await session.eventually(
    async () => (latencies = await session.latencies('rate')).length === total,
    deadlineMs,
    200,
  )
  return latencies
}

function usages(stack: Stack) {
  return Object.fromEntries(
    stack.names.flatMap((name) => {
      const pid = stack.pid(name)
      const usage = pid === undefined ? undefined : usageOf(pid)
      return usage ? [[name, usage] as const] : []
    }),
  )
}
