import type { Failure } from '@bilagsbro/booking/failure'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { Evaluated, Job } from './evaluation-job.ts'
import { createQueue, keyOf, quickMs as usuallyQuickMs, type Share } from './evaluation-queue.ts'
import { createWall, NotUp, Overdue, type Wall } from './evaluation-wall.ts'

/** One for every input, or why the job as a whole came to nothing. Never throws. */
export type Evaluate = (job: Job) => Promise<Result<Evaluated[], Failure>>

/** Evaluates for one owner, until a signal. */
export type EvaluateFor = (share: Share, signal: AbortSignal) => Evaluate

export interface EvaluationLimits {
  readonly deadlineMs: number
  readonly memoryMb: number
  /** An organisation whose job takes longer waits before the second wall from then on. */
  readonly quickMs?: number
}

interface Waiting {
  readonly share: Share
  readonly job: Job
  readonly characters: number
  readonly signal: AbortSignal
  readonly settle: (answer: Result<Evaluated[], Failure>) => void
}

/**
 * Evaluates JSONata behind two walls, one job at a time behind each. The organisation that has used least comes next. A
 * job that takes long is ended, and evaluated again behind the second wall, where its organisation stays until it is
 * quick again. So a quick organisation waits for one slow job at the most.
 */
export function createEvaluation(
  { deadlineMs, memoryMb, quickMs = usuallyQuickMs }: EvaluationLimits,
  wallOf: (memoryMb: number) => Wall = createWall,
): EvaluateFor {
  const slow = createLine(wallOf(memoryMb), deadlineMs, (waiting, overran) => {
    waiting.settle(err(overran ? tooSlow : tooMuch))
  })
  const quick = createLine(wallOf(memoryMb), Math.min(quickMs, deadlineMs / 2), (waiting) => {
    slow.claim(waiting.share)
    slow.add(waiting)
  })
  return (share, signal) => async (job) => {
    if (job.inputs.length === 0) return ok([])
    const { promise, resolve } = Promise.withResolvers<Result<Evaluated[], Failure>>()
    const giveUp = () => resolve(err(crowded))
    const characters = job.inputs.reduce((sum, { length }) => sum + length, 0)
    const waiting: Waiting = { share, job, characters, signal, settle: resolve }
    if (signal.aborted) giveUp()
    else {
      signal.addEventListener('abort', giveUp, { once: true })
      const line = slow.isClaimed(share) ? slow : quick
      line.add(waiting)
    }
    try {
      return await promise
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }
}

/** The jobs that wait before one wall. */
function createLine(
  wall: Wall,
  deadlineMs: number,
  fail: (waiting: Waiting, overran: boolean) => void,
) {
  const queue = createQueue<Waiting>()
  const claimed = new Set<string>()
  let busy = false

  async function work(): Promise<void> {
    if (busy) return
    busy = true
    for (let next = queue.next(); next; next = queue.next())
      if (!next.signal.aborted) await evaluate(next)
    busy = false
    wall.rest()
  }

  async function evaluate(waiting: Waiting): Promise<void> {
    const { share, job } = waiting
    try {
      const { answer, tookMs } = await wall.evaluate(job, deadlineMs)
      queue.used(share, tookMs)
      if (tookMs < usuallyQuickMs) claimed.delete(keyOf(share))
      waiting.settle(ok(answer))
    } catch (error) {
      if (error instanceof NotUp) return waiting.settle(err(crowded))
      queue.used(share, deadlineMs)
      fail(waiting, error instanceof Overdue)
    }
  }

  return {
    add(waiting: Waiting) {
      if (queue.add(waiting)) void work()
      else waiting.settle(err(crowded))
    },
    /** Jobs of a claimed organisation wait here from now on. */
    claim(share: Share) {
      if (claimed.size >= mostClaimed) claimed.clear()
      claimed.add(keyOf(share))
    },
    isClaimed: (share: Share) => claimed.has(keyOf(share)),
  }
}
const mostClaimed = 1_000

const tooSlow: Failure = {
  class: 'config',
  code: 'template.too_slow',
  message: 'The template does not come to an end in time. Make it simpler.',
}
const tooMuch: Failure = {
  class: 'config',
  code: 'template.too_much',
  message: 'The template needs more memory than it may use. Make it simpler.',
}
const crowded: Failure = {
  class: 'transient',
  code: 'template.busy',
  message: 'There was no time left to evaluate the template.',
}
