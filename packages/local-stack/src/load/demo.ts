import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { checkLedger } from './ledger-check.ts'
import type { Session } from './session.ts'

export interface DemoResult {
  readonly approved: number
  readonly posted: number
  readonly waiting: number
  readonly failed: number
  readonly deadLettered: number
  readonly duplicates: number
  readonly lost: number
  readonly seconds: number
}

const deadlineMs = 180_000

/**
 * Publishes approved records, with malformed and repeated ones among them, and compares what was approved with what
 * the ledger holds. Lost is what is neither in the ledger nor shown as waiting or failed.
 */
export async function runDemo(session: Session, records: number): Promise<DemoResult> {
  const started = performance.now()
  const next = session.nextRecord(`demo-${Date.now()}`)
  const approved = Array.from({ length: records }, () => next())
  const malformed = malformations(approved)
  await session.producer.publish(approved)
  await session.producer.publishRaw(malformed)
  await session.producer.publish(approved.filter((_, index) => index % 60 === 0))

  await session.eventually(async () => {
    const sums = await session.sums()
    const settled = (sums['posted'] ?? 0) + (sums['failed'] ?? 0)
    return settled >= records && (await session.deadLetters()) >= malformed.length
  }, deadlineMs)

  const [verdict, sums, deadLettered] = await Promise.all([
    session.ledger.vouchers().then((vouchers) => checkLedger(approved, vouchers)),
    session.sums(),
    session.deadLetters(),
  ])
  const waiting = (sums['pending'] ?? 0) + (sums['retry_scheduled'] ?? 0) + (sums['in_doubt'] ?? 0)
  const failed = sums['failed'] ?? 0
  return {
    approved: records,
    posted: verdict.posted,
    waiting,
    failed,
    deadLettered,
    duplicates:
      verdict.doubled.length +
      verdict.wrongAmounts.length +
      verdict.misplaced.length +
      verdict.unknown.length,
    lost: Math.max(0, verdict.missing.length - waiting - failed),
    seconds: Math.round((performance.now() - started) / 100) / 10,
  }
}

/** Some of the ways in which a producer can get it wrong. */
function malformations([example]: readonly RecordApproved[]) {
  if (!example) return []
  const headers = {
    ce_specversion: '1.0',
    ce_id: 'malformed',
    ce_source: '/example/approvals',
    ce_type: 'record.approved',
    'content-type': 'application/json',
  }
  const record = (change: object) => JSON.stringify({ ...example, ...change })
  return [
    { key: 'm-1', headers, value: '{"recordId": "m-1", ' },
    { key: 'm-2', headers, value: record({ recordId: 'm-2', lines: [] }) },
    { key: 'm-3', headers, value: record({ recordId: 'm-3', total: '0.01' }) },
    { key: 'm-4', headers: {}, value: record({ recordId: 'm-4' }) },
    { key: 'm-5', headers, value: record({ recordId: 'm-5', organizationId: 'nobody-knows-it' }) },
  ]
}
