import { setTimeout as pause } from 'node:timers/promises'
import { SyncFailed, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { createDecode } from '@bilagsbro/messaging/encoding'
import { checkLedger } from '../load/ledger-check.ts'
import type { Session } from '../load/session.ts'
import type { Report } from '../report.ts'
import type { Stack } from '../start-stack.ts'
import { misbehaviour } from './misbehaviour.ts'

export interface ChaosOptions {
  readonly kills: number
  readonly records: number
  readonly seed: number
}

export interface ChaosResult {
  readonly records: number
  readonly kills: number
  readonly lost: number
  readonly doubled: number
  readonly wrongAmounts: number
  readonly stuck: number
  readonly failed: number
  readonly seconds: number
}

const pauseBetweenKillsMs = { least: 1_000, most: 4_000 }
const settleDeadlineMs = 300_000

/**
 * Kills processes at random while records flow and the ledgers misbehave, then lets everything recover. The verdict
 * is drawn from Kafka and the ledgers alone.
 */
export async function runChaos(
  stack: Stack,
  session: Session,
  options: ChaosOptions,
  report: Report,
): Promise<ChaosResult> {
  const started = performance.now()
  const misbehaviours = Object.entries(misbehaviour(options.seed))
  for (const [vendor, faults] of misbehaviours) await session.ledgerOf(vendor).addFaults(faults)
  const flow = publishSlowly(session, options)
  await killAtRandom(stack, session, options, report)
  for (const [vendor] of misbehaviours) await session.ledgerOf(vendor).clearFaults()
  report('the ledgers behave again; waiting until every record is settled')
  await flow
  await session.eventually(
    async () => (await session.ledger.count()) >= options.records,
    settleDeadlineMs,
    500,
  )
  // What is on its way a second time, if anything is, gets the time to arrive.
  await pause(5_000)
  const verdict = await judge(session)
  return { ...options, ...verdict, seconds: Math.round((performance.now() - started) / 1000) }
}

/** Spread over the time that the kills will take. */
async function publishSlowly(session: Session, { kills, records, seed }: ChaosOptions) {
  const next = session.nextRecord(`chaos-${seed}`)
  const expectedMs = (kills * (pauseBetweenKillsMs.least + pauseBetweenKillsMs.most)) / 2
  const portions = Math.max(1, Math.floor(expectedMs / 200))
  for (let sent = 0, portion = 1; sent < records; portion++) {
    const due = Math.min(records, Math.ceil((records * portion) / portions))
    const batch = Array.from({ length: due - sent }, () => next())
    await publishUntilDone(session, batch)
    sent = due
    await pause(200)
  }
}

/** The app has an outbox of its own: it goes on until the broker is back. A doubt becomes a repeat. */
async function publishUntilDone(
  session: Session,
  batch: Parameters<Session['producer']['publish']>[0],
) {
  for (;;) {
    try {
      return await session.producer.publish(batch)
    } catch {
      await pause(500)
    }
  }
}

/** Services often, the broker and the database now and then, at least once each in a long run. */
const targets = [
  ...Array.from({ length: 5 }, () => 'orchestrator'),
  ...Array.from({ length: 4 }, () => 'dynamics-adapter'),
  ...Array.from({ length: 3 }, () => 'xledger-adapter'),
  ...Array.from({ length: 3 }, () => 'rest-adapter'),
  ...Array.from({ length: 4 }, () => 'status-query'),
  ...Array.from({ length: 2 }, () => 'config'),
  'kafka',
  'postgres',
]

async function killAtRandom(
  stack: Stack,
  session: Session,
  { kills }: ChaosOptions,
  report: Report,
) {
  const { random } = session
  const { least, most } = pauseBetweenKillsMs
  for (let kill = 1; kill <= kills; kill++) {
    await pause(least + random() * (most - least))
    const target = targets[Math.floor(random() * targets.length)]!
    // A process that is just being started again is no target: wait until there is one to kill.
    await session.eventually(async () => stack.pid(target) !== undefined, 60_000)
    stack.kill(target, 'SIGKILL')
    report(`kill ${kill} of ${kills}: ${target}`)
  }
}

/** Lost is what nothing on Kafka speaks for any more; stuck is what it says is still on its way. */
async function judge(session: Session) {
  const [approved, vouchers] = await Promise.all([
    session.approvedOnKafka(),
    session.ledger.vouchers(),
  ])
  const verdict = checkLedger(approved, vouchers)
  const last = await lastWords(session)
  const words = verdict.missing.map((record) =>
    last.get(`${record.organizationId}/${record.recordId}`),
  )
  return {
    lost: words.filter((word) => word === undefined || word === SyncSucceeded.type).length,
    stuck: words.filter((word) => word === 'waiting').length,
    failed: words.filter((word) => word === 'failed').length,
    doubled: verdict.doubled.length + verdict.unknown.length,
    wrongAmounts: verdict.wrongAmounts.length,
  }
}

/** By record, what the orchestrator said last of it. */
async function lastWords(session: Session): Promise<Map<string, string>> {
  const decode = createDecode([SyncQueued, SyncFailed, SyncSucceeded])
  const last = new Map<string, { sequence: number; word: string }>()
  for (const { topic } of [SyncQueued, SyncFailed, SyncSucceeded])
    for (const { message, position } of await session.read(topic)) {
      const decoded = decode(message, position)
      if (!decoded.ok || !decoded.value) continue
      const data = decoded.value.data as SyncQueued | SyncFailed | SyncSucceeded
      const key = `${data.organizationId}/${data.recordId}`
      if (data.sequence <= (last.get(key)?.sequence ?? 0)) continue
      last.set(key, { sequence: data.sequence, word: wordOf(topic, data) })
    }
  return new Map([...last].map(([key, { word }]) => [key, word]))
}

function wordOf(topic: string, data: object): string {
  if (topic === SyncFailed.topic && !('nextAttemptAt' in data)) return 'failed'
  return topic === SyncSucceeded.topic ? topic : 'waiting'
}
