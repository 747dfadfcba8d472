import { setTimeout as pause } from 'node:timers/promises'
import type { Report } from '../report.ts'
import type { Stack } from '../start-stack.ts'
import { chapters, replaceKey, runAnew, slowLedger } from './chapters.ts'
import { storyEntries } from './organizations.ts'
import { recordsOver } from './records.ts'
import { openStage, type Stage } from './stage.ts'

interface Telling {
  readonly report: Report
  readonly signal: AbortSignal
}

/** Every so often something is approved; a run in the slow ledger is followed by another. */
const beatMs = 20_000

/**
 * Has the demo organisations show what the pages are for: through events that an approval app would publish, and the
 * routes that people use. What was told at an earlier start is not told again. Resolves when everything is to be seen.
 */
export async function tellStory(stack: Stack, { report, signal }: Telling): Promise<void> {
  await using stage = openStage(stack, signal)
  const entered = await stage.enter(storyEntries(stack.addresses().simulators['rest']!.url))
  // A stand-in forgets over a restart what it was told.
  if (entered.length === 0) await Promise.all([replaceKey(stage), slowLedger(stage)])
  const isNew = entered.includes('nord')
  const told = isNew ? Object.entries(chapters) : []
  const now = new Date()
  await Promise.all(
    told.map(([organization, chapter]) =>
      chapter(stage, now).catch((error: unknown) => {
        if (!signal.aborted) report(`The story of ${organization} was not told: ${String(error)}`)
      }),
    ),
  )
  if (!signal.aborted) report('The demo organisations have something to show')
}

/** Goes on until it is aborted. */
export async function liveOn(stack: Stack, signal: AbortSignal): Promise<void> {
  await using stage = openStage(stack, signal)
  while (!signal.aborted) {
    await pause(beatMs, undefined, { signal }).catch(() => undefined)
    if (!signal.aborted) await liveOneBeat(stage).catch(() => undefined)
  }
}

async function liveOneBeat(stage: Stage): Promise<void> {
  const now = new Date()
  await stage.publish(recordsOver('blindeforbundet', [0], now))
  await runAnew(stage, now, 200)
}
