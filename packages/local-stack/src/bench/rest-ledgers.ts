import { openSession, type Session } from '../load/session.ts'
import type { RestWay } from '../rest-ways.ts'
import type { Stack } from '../start-stack.ts'
import { benchLedgers, connectedIn, idsOf } from './bench-organizations.ts'
import { drain, measure, recordsOf } from './drain.ts'
import { runStrongLoop } from './strong-loop.ts'

/** At the speed of the ledger's stand-in, and where each of its answers takes 20 ms. */
export interface AtBothSpeeds {
  readonly recordsPerSecond: number
  readonly recordsPerSecondAt20Ms: number
}

export interface DrainedByWay extends AtBothSpeeds {
  readonly records: number
  readonly requestsPerRecord: number
}

const slow = { operation: '*', kind: 'slow', params: { delayMs: 20 } }
const loopRecords = 10_000

/** The loop beside which ledgers with a REST API are measured. */
export async function timeLoop(stack: Stack): Promise<AtBothSpeeds> {
  await using session = await openSession(stack, 1, idsOf('rest'))
  const { kafka, simulators } = stack.addresses()
  const run = async (name: string) =>
    Math.round(
      await runStrongLoop({
        brokers: kafka.brokers,
        topic: `bench.${name}-${Date.now()}`,
        simulatorUrl: simulators['rest']!.url,
        organizations: benchLedgers,
        records: recordsOf(session, name, loopRecords),
      }),
    )
  const recordsPerSecond = await run('loop')
  const recordsPerSecondAt20Ms = await slowly(session, () => run('slow-loop'))
  return { recordsPerSecond, recordsPerSecondAt20Ms }
}

/** Drains backlogs of the ledgers that are connected in one way. */
export async function drainBy(stack: Stack, way: RestWay, records: number): Promise<DrainedByWay> {
  await using session = await openSession(stack, 1, connectedIn(way))
  await drain(session, recordsOf(session, 'warm', Math.ceil(records / 4)))
  const { recordsPerSecond, erpCallsPerRecord } = await measure(session, 'rest', records)
  const atLatency = await slowly(session, () =>
    measure(session, 'rest', Math.ceil(records / 2), 'slow'),
  )
  return {
    records,
    recordsPerSecond,
    recordsPerSecondAt20Ms: atLatency.recordsPerSecond,
    requestsPerRecord: erpCallsPerRecord,
  }
}

/** While each answer of those ledgers takes 20 ms. */
async function slowly<T>(session: Session, work: () => Promise<T>): Promise<T> {
  const quicken = await session.ledgerOf('rest').addFaults([slow])
  try {
    return await work()
  } finally {
    await quicken()
  }
}
