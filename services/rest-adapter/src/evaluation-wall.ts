import { fork, type ChildProcess } from 'node:child_process'
import { on, once } from 'node:events'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Evaluated, Job } from './evaluation-job.ts'

/** The time that a process may take to come up, on a busy machine. */
const startMs = 15_000
const renewMs = 5_000
/** How long a process with nothing to do is kept. */
const idleMs = 60_000

/** A job took longer than it may. */
export class Overdue extends Error {}

/** The process did not come up, which no job is to blame for. */
export class NotUp extends Error {}

export interface Wall {
  /** Throws {@link Overdue}, {@link NotUp}, or anything else where the process ended; the next job gets a new one. */
  evaluate(job: Job, deadlineMs: number): Promise<{ answer: Evaluated[]; tookMs: number }>
  /** There is nothing to do just now. */
  rest(): void
}

/**
 * A process that has neither settings nor secrets, files nor network, and makes no code out of text: a template
 * that asks for too much memory takes its process with it, which a thread would not outlive either.
 */
export function createWall(memoryMb: number, start: StartProcess = startProcess): Wall {
  let running: Promise<ChildProcess> | undefined
  let idle: NodeJS.Timeout | undefined
  let jobs = 0

  async function up(): Promise<ChildProcess> {
    running ??= start(memoryMb)
    try {
      return await running
    } catch (error) {
      running = undefined
      throw error
    }
  }

  async function end(): Promise<void> {
    const ending = running
    running = undefined
    const ended = await ending?.catch(() => undefined)
    ended?.kill('SIGKILL')
  }

  return {
    async evaluate(job, deadlineMs) {
      clearTimeout(idle)
      const child = await up()
      try {
        const started = performance.now()
        const id = ++jobs
        const isAnswer = (message: unknown): message is Answered =>
          typeof message === 'object' && message !== null && 'id' in message && message.id === id
        const answered = within(child, deadlineMs, isAnswer)
        child.send({ id, job })
        const { answer } = await answered
        return { answer, tookMs: performance.now() - started }
      } catch (error) {
        if (error instanceof Overdue) running = renewed(child).catch(() => start(memoryMb))
        else await end()
        // The next job hears of the fault.
        running?.catch(() => {})
        throw error
      }
    },
    rest() {
      clearTimeout(idle)
      idle = setTimeout(() => void end(), idleMs).unref()
    },
  }
}

const readable = ['./', '../package.json', import.meta.resolve('jsonata')].map((place) =>
  fileURLToPath(new URL(place, import.meta.url)),
)

const [sources, manifest, library] = readable as [string, string, string]
/** Denies the process all files but its own sources, other programs, addons, and code made out of text. */
export const denials = [
  '--permission',
  '--allow-worker',
  ...[sources, manifest, `${dirname(library)}/`].map((path) => `--allow-fs-read=${path}`),
  '--disallow-code-generation-from-strings',
]

type StartProcess = (memoryMb: number) => Promise<ChildProcess>

export async function startProcess(
  memoryMb: number,
  milliseconds = startMs,
): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('evaluation-process.mjs', import.meta.url)), [], {
    execArgv: [...denials, '--max-semi-space-size=4'],
    env: { MEMORY_MB: String(memoryMb) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.unref()
  child.channel!.unref()
  child.on('error', () => {})
  try {
    await within(child, milliseconds, isReady)
    return child
  } catch (error) {
    child.kill('SIGKILL')
    throw new NotUp('the process did not come up', { cause: error })
  }
}

/** The process with another thread; with none, if that is not there in time. */
async function renewed(child: ChildProcess): Promise<ChildProcess> {
  try {
    const ready = within(child, renewMs, isReady)
    child.send('renew')
    await ready
    return child
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

interface Answered {
  readonly id: number
  readonly answer: Evaluated[]
}
const isReady = (message: unknown): message is 'ready' => message === 'ready'

/** Waits for a message of the process, which may end before. A message that is too late for an earlier wait is passed over. */
async function within<T>(
  child: ChildProcess,
  milliseconds: number,
  isIt: (message: unknown) => message is T,
): Promise<T> {
  const over = new AbortController()
  const { signal } = over
  const timer = setTimeout(() => over.abort(), milliseconds)
  try {
    return await Promise.race([
      messageOf(child, signal, isIt),
      once(child, 'exit', { signal }).then(() => Promise.reject(new Error('it ended'))),
    ])
  } catch (error) {
    throw signal.aborted ? new Overdue() : error
  } finally {
    clearTimeout(timer)
    over.abort()
  }
}

async function messageOf<T>(
  child: ChildProcess,
  signal: AbortSignal,
  isIt: (message: unknown) => message is T,
): Promise<T> {
  for await (const [message] of on(child, 'message', { signal })) if (isIt(message)) return message
  throw new Error('it ended')
}
