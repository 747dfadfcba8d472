import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import { err, ok, type Result } from '@bilagsbro/kernel/result'

/** All expressions are evaluated on every input. */
export interface Job {
  /** By name. */
  readonly expressions: Readonly<Record<string, string>>
  /** JSON. */
  readonly inputs: readonly string[]
  /** Characters of one result, at most. */
  readonly most: number
}

export interface Value {
  /** Nothing where the expression came to nothing. */
  readonly json?: string | undefined
  readonly fault?: {
    /** JSONata's own, or `too_large`, `not_json`. */
    readonly code: string
    readonly position?: number
    readonly message?: string
  }
}
/** For one input, by the names of the expressions. */
export type Evaluated = Readonly<Record<string, Value>>

/** One for every input, or why the job as a whole came to nothing. Never throws. */
export type Evaluate = (job: Job, signal: AbortSignal) => Promise<Result<Evaluated[], Failure>>

export interface EvaluationLimits {
  readonly deadlineMs: number
  readonly memoryMb: number
}

interface Waiting {
  readonly job: Job
  readonly signal: AbortSignal
  readonly settle: (answer: Result<Evaluated[], Failure>) => void
}

const mostWaiting = 200
/** What a process may take to come up, on a machine that is busy. */
const startMs = 15_000
/** How long a process with nothing to do is kept. */
const idleMs = 60_000

/**
 * Evaluates JSONata, one job at a time, in a process that has neither settings nor secrets, files nor network:
 * a template that asks for too much memory takes its process with it, which a thread would not outlive either.
 * A job that takes too long ends it, too; the next one gets a new one.
 */
export function createEvaluate({ deadlineMs, memoryMb }: EvaluationLimits): Evaluate {
  const waiting: Waiting[] = []
  let running: Promise<ChildProcess> | undefined
  let idle: NodeJS.Timeout | undefined
  let busy = false

  async function work(): Promise<void> {
    if (busy) return
    busy = true
    clearTimeout(idle)
    for (let next = waiting.shift(); next; next = waiting.shift())
      if (!next.signal.aborted) next.settle(await evaluate(next.job))
    busy = false
    idle = setTimeout(() => void end(), idleMs).unref()
  }

  async function end(): Promise<void> {
    const ending = running
    running = undefined
    const ended = await ending?.catch(() => undefined)
    ended?.kill('SIGKILL')
  }

  async function evaluate(job: Job): Promise<Result<Evaluated[], Failure>> {
    try {
      running ??= startProcess(memoryMb)
      const child = await running
      const answer = within<Evaluated[]>(child, deadlineMs)
      child.send(job)
      return ok(await answer)
    } catch (error) {
      await end()
      return err(error instanceof Overdue ? tooSlow : tooMuch)
    }
  }

  return async (job, signal) => {
    if (waiting.length >= mostWaiting) return err(crowded)
    const { promise, resolve } = Promise.withResolvers<Result<Evaluated[], Failure>>()
    const giveUp = () => resolve(err(crowded))
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    waiting.push({ job, signal, settle: resolve })
    void work()
    try {
      return await promise
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }
}

const readable = ['./', '../package.json', import.meta.resolve('jsonata')].map((place) =>
  fileURLToPath(new URL(place, import.meta.url)),
)

async function startProcess(memoryMb: number): Promise<ChildProcess> {
  const [sources, manifest, library] = readable as [string, string, string]
  const child = fork(fileURLToPath(new URL('evaluation-process.mjs', import.meta.url)), [], {
    execArgv: [
      '--permission',
      '--allow-worker',
      ...[sources, manifest, `${dirname(library)}/`].map((path) => `--allow-fs-read=${path}`),
      '--max-semi-space-size=4',
    ],
    env: { MEMORY_MB: String(memoryMb) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.unref()
  child.channel!.unref()
  child.on('error', () => {})
  await within(child, startMs)
  return child
}

class Overdue extends Error {}

/** The next message of a process, which may end before. */
async function within<T>(child: ChildProcess, milliseconds: number): Promise<T> {
  const over = new AbortController()
  const { signal } = over
  const timer = setTimeout(() => over.abort(), milliseconds)
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as T),
      once(child, 'exit', { signal }).then(() => Promise.reject(new Error('it ended'))),
    ])
  } catch (error) {
    throw signal.aborted ? new Overdue() : error
  } finally {
    clearTimeout(timer)
    over.abort()
  }
}

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
