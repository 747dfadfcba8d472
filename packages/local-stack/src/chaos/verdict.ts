import { SyncFailed, SyncHandled, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { createDecode } from '@bilagsbro/messaging/decoding'
import {
  checkLedger,
  isWithdrawal,
  referenceOf,
  revisionsOf,
  type Said,
} from '../load/ledger-check.ts'
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

/** Drawn from Kafka and the ledgers alone; of each record, its last revision and all its vouchers together. */
export async function judge(session: Session): Promise<Judgement> {
  const [onKafka, vouchers, last] = await Promise.all([
    session.saidOnKafka(),
    session.ledger.vouchers(),
    lastWords(session),
  ])
  const said = onKafka.filter(({ recordId }) => !recordId.startsWith(neverPrefix))
  const checked = checkLedger(said, vouchers)
  const missing = new Set(checked.missing)
  const wordOf = (one: Said) => last.get(keyOf(one))
  const among = (some: Iterable<Said>, isSo: (one: Said, word?: string) => boolean) =>
    [...some].filter((one) => isSo(one, wordOf(one))).map(shownAs)
  const inLedger = [...revisionsOf(said).values()]
    .map((revisions) => revisions.at(-1)!)
    .filter((one) => !missing.has(one))
  const found = {
    lost: among(missing, (_, word) => word === undefined || isOver(word)),
    doubled: checked.doubled,
    wrongAmounts: checked.wrongAmounts,
    foreign: [...checked.misplaced, ...checked.unknown],
    stuck: among(missing, (_, word) => word === 'waiting'),
    failed: among(missing, (_, word) => word?.startsWith('failed') ?? false),
    mistold: among(
      inLedger,
      (one, word) => !(isWithdrawal(one) ? isOver(word) : word === 'posted'),
    ),
  }
  const verdict = Object.fromEntries(
    Object.entries(found).map(([name, all]) => [name, all.length]),
  ) as unknown as Verdict
  const told = new Map(
    [...missing, ...inLedger].map((one) => [
      shownAs(one),
      `${shownAs(one)}: ${wordOf(one) ?? 'nothing'}`,
    ]),
  )
  const examples = Object.fromEntries(
    Object.entries(found).map(([name, all]) => [
      name,
      all.slice(0, 5).map((one) => told.get(one) ?? one),
    ]),
  )
  return { verdict, examples }
}

/** A withdrawal of what is in no ledger is handled, any other one is posted. */
const isOver = (word: string | undefined) => word === 'posted' || word === 'handled'

const keyOf = ({
  organizationId,
  recordId,
  revision,
}: Pick<Said, 'organizationId' | 'recordId' | 'revision'>) =>
  `${organizationId}/${recordId}/${revision}`
const shownAs = (one: Said) => `${keyOf(one)} (${referenceOf(one)})`

type Told = SyncQueued | SyncFailed | SyncSucceeded | SyncHandled
const definitions = [SyncQueued, SyncFailed, SyncSucceeded, SyncHandled] as const

/** By revision, what the orchestrator said last of it. */
async function lastWords(session: Session): Promise<Map<string, string>> {
  const decode = createDecode([...definitions])
  const last = new Map<string, { sequence: number; word: string }>()
  for (const { topic } of definitions)
    for (const { message, position } of await session.read(topic)) {
      const decoded = decode(message, position)
      if (!decoded.ok || !decoded.value) continue
      const data = decoded.value.data as Told
      const key = keyOf(data)
      if (data.sequence <= (last.get(key)?.sequence ?? 0)) continue
      last.set(key, { sequence: data.sequence, word: wordOf(topic, data) })
    }
  return new Map([...last].map(([key, { word }]) => [key, word]))
}

function wordOf(topic: string, data: Told): string {
  if (topic === SyncSucceeded.topic) return 'posted'
  if (topic === SyncHandled.topic) return 'handled'
  const isFailed = topic === SyncFailed.topic && !('nextAttemptAt' in data)
  return isFailed ? `failed: ${JSON.stringify((data as SyncFailed).failure)}` : 'waiting'
}
