import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { SyncFailed, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { createDecode } from '@bilagsbro/messaging/decoding'
import { checkLedger } from '../load/ledger-check.ts'
import type { Session } from '../load/session.ts'
import { neverPrefix } from './scene.ts'

export interface Verdict {
  /** In no ledger, and nothing on Kafka speaks for it any more. */
  readonly lost: number
  readonly doubled: number
  readonly wrongAmounts: number
  /** In a ledger and never approved, or in the ledger of another organisation. */
  readonly foreign: number
  /** In no ledger, and told as still on its way, or as failed. */
  readonly stuck: number
  readonly failed: number
  /** In the ledger, and told otherwise. */
  readonly mistold: number
}

/** Each of the faults, by the reference of its voucher, for whoever looks for the cause. */
export interface Judgement {
  readonly verdict: Verdict
  readonly examples: Readonly<Record<string, readonly string[]>>
}

export const isClean = (verdict: Verdict) => Object.values(verdict).every((count) => count === 0)

/** Drawn from Kafka and the ledgers alone. */
export async function judge(session: Session): Promise<Judgement> {
  const [onKafka, vouchers, last] = await Promise.all([
    session.approvedOnKafka(),
    session.ledger.vouchers(),
    lastWords(session),
  ])
  const approved = onKafka.filter(({ recordId }) => !recordId.startsWith(neverPrefix))
  const checked = checkLedger(approved, vouchers)
  const missing = new Set(checked.missing)
  const wordOf = (record: RecordApproved) => last.get(keyOf(record))
  const among = (records: Iterable<RecordApproved>, isSo: (word?: string) => boolean) =>
    [...records].filter((record) => isSo(wordOf(record))).map(nameOf)
  const found = {
    lost: among(missing, (word) => word === undefined || word === 'posted'),
    doubled: checked.doubled,
    wrongAmounts: checked.wrongAmounts,
    foreign: [...checked.misplaced, ...checked.unknown],
    stuck: among(missing, (word) => word === 'waiting'),
    failed: among(missing, (word) => word !== undefined && word.startsWith('failed')),
    mistold: among(once(approved, missing), (word) => word !== 'posted'),
  }
  const verdict = Object.fromEntries(
    Object.entries(found).map(([name, all]) => [name, all.length]),
  ) as unknown as Verdict
  const said = (record: RecordApproved) => `${nameOf(record)}: ${wordOf(record) ?? 'nothing'}`
  const told = new Map(approved.map((record) => [nameOf(record), said(record)]))
  const examples = Object.fromEntries(
    Object.entries(found).map(([name, all]) => [
      name,
      all.slice(0, 5).map((one) => told.get(one) ?? one),
    ]),
  )
  return { verdict, examples }
}

/** What is in a ledger, each once though it may have been sent repeatedly. */
const once = (approved: readonly RecordApproved[], missing: ReadonlySet<RecordApproved>) => {
  const absent = new Set([...missing].map(keyOf))
  return new Map(
    approved
      .filter((record) => !absent.has(keyOf(record)))
      .map((record) => [keyOf(record), record]),
  ).values()
}

const keyOf = ({ organizationId, recordId }: { organizationId: string; recordId: string }) =>
  `${organizationId}/${recordId}`
const nameOf = (record: RecordApproved) =>
  `${keyOf(record)} (${voucherReference(record.organizationId, record.recordId, record.revision)})`

/** By record, what the orchestrator said last of it. */
async function lastWords(session: Session): Promise<Map<string, string>> {
  const decode = createDecode([SyncQueued, SyncFailed, SyncSucceeded])
  const last = new Map<string, { sequence: number; word: string }>()
  for (const { topic } of [SyncQueued, SyncFailed, SyncSucceeded])
    for (const { message, position } of await session.read(topic)) {
      const decoded = decode(message, position)
      if (!decoded.ok || !decoded.value) continue
      const data = decoded.value.data as SyncQueued | SyncFailed | SyncSucceeded
      const key = keyOf(data)
      if (data.sequence <= (last.get(key)?.sequence ?? 0)) continue
      last.set(key, { sequence: data.sequence, word: wordOf(topic, data) })
    }
  return new Map([...last].map(([key, { word }]) => [key, word]))
}

function wordOf(topic: string, data: SyncQueued | SyncFailed | SyncSucceeded): string {
  if (topic === SyncSucceeded.topic) return 'posted'
  const isFailed = topic === SyncFailed.topic && !('nextAttemptAt' in data)
  return isFailed ? `failed: ${JSON.stringify((data as SyncFailed).failure)}` : 'waiting'
}
