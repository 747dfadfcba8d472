import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { percentile } from '../load/percentile.ts'
import { openSession, type Session } from '../load/session.ts'
import { publishSteadily } from '../load/steady-rate.ts'
import { usageOf } from '../load/usage.ts'
import type { Report } from '../report.ts'
import type { Stack } from '../start-stack.ts'
import { benchCompanies, benchOrganizations, type ConnectorType } from './bench-organizations.ts'
import { timeManualRun, type ManualRun } from './manual-run.ts'
import { runNaiveLoop } from './naive-loop.ts'

/** How a backlog of one accounting system is drained. */
interface Drained {
  readonly records: number
  readonly recordsPerSecond: number
  readonly erpCallsPerRecord: number
}

/** Of Business Central, but for what is said of each connector. */
export interface BenchResult extends Drained {
  readonly naive: { readonly recordsPerSecond: number }
  readonly latency: {
    readonly ratePerSecond: number
    readonly p50Ms: number
    readonly p99Ms: number
  }
  readonly connectors: Readonly<Record<ConnectorType, Drained>>
  readonly manualRun: ManualRun
  readonly cpuMicrosPerRecord: Readonly<Record<string, number>>
  readonly rssMb: Readonly<Record<string, number>>
}

/** Until the services run compiled: they are not done with it after half as many. */
const warmUpRecords = 20_000
const naiveRecords = 500
/** All of them in one request would keep the broker, and so everybody, waiting for it to be made. */
const publishedAtOnce = 1_000
const ratePerSecond = 200
const rateSeconds = 20
const deadlineMs = 300_000

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

  report(`the hand-written loop: ${naiveRecords} records`)
  const naive = await runNaiveLoop({
    brokers: stack.addresses().kafka.brokers,
    topic: `bench.naive-${Date.now()}`,
    simulatorUrl: stack.addresses().simulators['business-central']!.url,
    organizations: benchCompanies,
    records: recordsOf(session, 'naive', naiveRecords),
  })
  const others = Math.ceil(records / 4)
  report(`the other accounting systems: ${others} records each`)
  const xledger = await drainOther(stack, 'xledger', others)
  const connectors = { dynamics, xledger, rest: await drainOther(stack, 'rest', others) }

  report('a manual run while another organisation drains a backlog')
  const [busy, asked] = idsOf('dynamics') as [string, string]
  const manualRun = await timeManualRun(stack, { busy, asked }, records)

  const cpu = (name: string) => after[name]!.cpuMicros - (before[name]?.cpuMicros ?? 0)
  const names = Object.keys(after)
  return {
    ...dynamics,
    naive: { recordsPerSecond: Math.round(naive) },
    latency: {
      ratePerSecond,
      p50Ms: Math.round(percentile(latencies, 0.5)),
      p99Ms: Math.round(percentile(latencies, 0.99)),
    },
    connectors,
    manualRun,
    cpuMicrosPerRecord: Object.fromEntries(
      names.map((name) => [name, Math.round(cpu(name) / records)]),
    ),
    rssMb: Object.fromEntries(names.map((name) => [name, after[name]!.memoryMb])),
  }
}

const idsOf = (connector: ConnectorType) =>
  benchOrganizations('')[connector].map(({ organizationId }) => organizationId)

async function drainOther(
  stack: Stack,
  connector: ConnectorType,
  records: number,
): Promise<Drained> {
  await using session = await openSession(stack, 1, idsOf(connector))
  await drain(session, recordsOf(session, 'warm', Math.ceil(records / 4)))
  return await measure(session, connector, records)
}

async function measure(
  session: Session,
  connector: ConnectorType,
  records: number,
): Promise<Drained> {
  const vendor = connector === 'dynamics' ? 'business-central' : connector
  const requests = async () => (await session.ledgerOf(vendor).requests()).total
  const backlog = recordsOf(session, 'backlog', records)
  const before = await requests()
  const seconds = await drain(session, backlog)
  return {
    records,
    recordsPerSecond: Math.round(records / seconds),
    erpCallsPerRecord: Math.round((((await requests()) - before) / records) * 10_000) / 10_000,
  }
}

function recordsOf(session: Session, prefix: string, count: number): RecordApproved[] {
  const next = session.nextRecord(prefix)
  return Array.from({ length: count }, () => next())
}

/**
 * Publishes as fast as it can, and gives the seconds until all are in the ledger and shown as posted. The app has
 * made its messages before.
 */
async function drain(session: Session, records: readonly RecordApproved[]): Promise<number> {
  const posted = async () => (await session.sums())['posted'] ?? 0
  const messages = records.map((record) => session.producer.message(record))
  const goal = (await posted()) + records.length
  const started = performance.now()
  for (let at = 0; at < messages.length; at += publishedAtOnce)
    await session.producer.publishRaw(messages.slice(at, at + publishedAtOnce))
  if (!(await session.eventually(async () => (await posted()) >= goal, deadlineMs, 100)))
    throw new Error(`${goal - (await posted())} records were not posted within ${deadlineMs} ms.`)
  return (performance.now() - started) / 1000
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
