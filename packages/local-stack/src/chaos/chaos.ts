import { setTimeout as pause } from 'node:timers/promises'
import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { actsOf } from './acts.ts'
import { openImpatience } from './impatience.ts'
import { createChanges } from './changes.ts'
import { misbehaviour } from './misbehaviour.ts'
import { enterPlayed } from './organizations.ts'
import { plays as known } from './plays.ts'
import { openPublishing } from './publishing.ts'
import type { Act, Scene } from './scene.ts'
import { judge, type Judgement, type Verdict } from './verdict.ts'

export interface ChaosOptions {
  readonly kills: number
  readonly records: number
  readonly seed: number
}

export interface ChaosResult extends Verdict {
  readonly records: number
  readonly kills: number
  /** Revisions that were sent of records that were approved before, and withdrawals. */
  readonly corrected: number
  readonly withdrawn: number
  /** Batches that were packed, and transactions that were aborted. */
  readonly packed: number
  readonly aborted: number
  readonly seconds: number
}

const pauseBetweenKillsMs = { least: 1_000, most: 4_000 }
const settleDeadlineMs = 300_000

/**
 * Kills processes at random while records flow, the ledgers misbehave and the plays go on, then lets everything
 * recover. The verdict is drawn from Kafka and the ledgers alone.
 */
export async function runChaos(scene: Scene, options: ChaosOptions): Promise<ChaosResult> {
  const started = performance.now()
  const { session, plays, report, seed } = scene
  for (const play of plays) report(`plays: ${known[play]}`)
  await enterPlayed(scene)
  const misbehaviours = Object.entries(misbehaviour(seed, plays))
  const behave: (() => Promise<void>)[] = []
  for (const [vendor, faults] of misbehaviours)
    behave.push(await session.ledgerOf(vendor).addFaults(faults))
  await using publishing = openPublishing(scene)
  await using _people = openImpatience(scene, session.organizations)
  const next = session.nextRecord(`chaos-${seed}`)
  const changes = createChanges(scene, session.nextRecord(`change-${seed}`))
  const publish = (fresh: Parameters<typeof changes.among>[0]) =>
    publishing.publish(changes.among(fresh))
  const flow = publishSlowly(options, next, publish)
  await killAtRandom(scene, options)
  for (const again of behave) await again()
  report(
    'the ledgers behave again, but for one that may be away; waiting until every record is settled',
  )
  await flow
  const { verdict, examples } = await settledJudgement(scene)
  for (const [name, some] of Object.entries(examples))
    for (const example of some) report(`${name}: ${example}`)
  const { packed, aborted } = publishing.counts
  const seconds = Math.round((performance.now() - started) / 1000)
  return { ...options, ...changes.counts, packed, aborted, ...verdict, seconds }
}

/** What is doubled or foreign does not heal: that is not waited for. */
async function settledJudgement({ session, report }: Scene): Promise<Judgement> {
  let told = ''
  const settled = async () => {
    const { lost, stuck, failed, mistold } = (await judge(session)).verdict
    const left = `${lost} lost, ${stuck} stuck, ${failed} failed, ${mistold} mistold`
    if (left !== told) report(`so far: ${left}`)
    told = left
    return lost + stuck + failed + mistold === 0
  }
  await session.eventually(settled, settleDeadlineMs, 4_000)
  // What is on its way a second time, if anything is, gets the time to arrive.
  await pause(5_000)
  return judge(session)
}

/** Spread over the time that the kills will take. */
async function publishSlowly(
  { kills, records }: ChaosOptions,
  next: () => RecordApproved,
  publish: (fresh: readonly RecordApproved[]) => Promise<void>,
) {
  const expectedMs = (kills * (pauseBetweenKillsMs.least + pauseBetweenKillsMs.most)) / 2
  const portions = Math.max(1, Math.floor(expectedMs / 200))
  for (let sent = 0, portion = 1; sent < records; portion++) {
    const due = Math.min(records, Math.ceil((records * portion) / portions))
    await publish(Array.from({ length: due - sent }, () => next()))
    sent = due
    await pause(200)
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

async function killAtRandom(scene: Scene, { kills }: ChaosOptions) {
  const { stack, session, report } = scene
  const { random } = session
  const { least, most } = pauseBetweenKillsMs
  const acts = actsOf(scene)
  for (let kill = 1; kill <= kills; kill++) {
    await pause(least + random() * (most - least))
    for (const act of dueBefore(acts, kill / kills)) await act.run()
    const target = targets[Math.floor(random() * targets.length)]!
    // A process that is just being started again is no target: wait until there is one to kill.
    await session.eventually(async () => stack.pid(target) !== undefined, 60_000)
    stack.kill(target, 'SIGKILL')
    report(`kill ${kill} of ${kills}: ${target}`)
  }
}

function dueBefore(acts: Act[], part: number): Act[] {
  const due = acts.filter(({ at }) => at <= part)
  acts.splice(0, due.length)
  return due
}
