import type { RecordApproved } from '@bilagsbro/events/record-approved'
import type { Session } from '../load/session.ts'
import type { ConnectorType } from './bench-organizations.ts'

/** How a backlog of one accounting system is drained. */
export interface Drained {
  readonly records: number
  readonly recordsPerSecond: number
  readonly erpCallsPerRecord: number
}

/** All of them in one request would keep the broker, and so everybody, waiting for it to be made. */
const publishedAtOnce = 1_000
export const deadlineMs = 300_000

/** How fast a backlog of so many is drained, and with how many requests to the ledgers. */
export async function measure(
  session: Session,
  connector: ConnectorType,
  records: number,
  prefix = 'backlog',
): Promise<Drained> {
  const vendor = connector === 'dynamics' ? 'business-central' : connector
  const requests = async () => (await session.ledgerOf(vendor).requests()).total
  const backlog = recordsOf(session, prefix, records)
  const before = await requests()
  const seconds = await drain(session, backlog)
  return {
    records,
    recordsPerSecond: Math.round(records / seconds),
    erpCallsPerRecord: Math.round((((await requests()) - before) / records) * 10_000) / 10_000,
  }
}

export function recordsOf(session: Session, prefix: string, count: number): RecordApproved[] {
  const next = session.nextRecord(prefix)
  return Array.from({ length: count }, () => next())
}

/**
 * Publishes as fast as it can, and gives the seconds until all are in the ledger and shown as posted. The app has
 * made its messages before.
 */
export async function drain(session: Session, records: readonly RecordApproved[]): Promise<number> {
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
