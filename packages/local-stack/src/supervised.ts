import { setTimeout as pause } from 'node:timers/promises'
import type { Exit, RunningProcess } from './processes.ts'
import { silent, type Report } from './report.ts'

/** How one process is started, known to work, and asked to stop. */
export interface ProcessRecipe {
  readonly name: string
  start(): Promise<RunningProcess>
  /** Resolves when the process does its work; throws when it ended or the deadline passed. */
  ready(process: RunningProcess): Promise<void>
  readonly stopSignal?: NodeJS.Signals
  readonly stopDeadlineMs?: number
}

/** A process that is started again whenever it ends by itself. */
export interface Supervised extends AsyncDisposable {
  readonly name: string
  /** Of the process that runs now. */
  readonly pid: number | undefined
  readonly restarts: number
  readonly ready: boolean
  /** Starts it. Resolves when it is ready; throws when it ended before, as often as `starts` says. */
  start(): Promise<void>
  /** To the process alone: when it ends of it, it is started again. */
  kill(signal?: NodeJS.Signals): void
  /** Stops it in order and starts it again. Resolves when it is ready. */
  restart(): Promise<void>
}

export interface SupervisionOptions {
  readonly report?: Report
  /** How often to try a first start that the process itself puts an end to: once, unless it is said. */
  readonly starts?: number
  /** Called when another process runs than before. */
  readonly onChange?: () => void
  readonly firstPauseMs?: number
  readonly longestPauseMs?: number
  /** A process that lived as long as this is started again at once. */
  readonly provenMs?: number
}

interface State {
  process?: RunningProcess | undefined
  ready: boolean
  restarts: number
  failures: number
  watching?: Promise<void>
}

export function supervise(recipe: ProcessRecipe, options: SupervisionOptions = {}): Supervised {
  const stopping = new AbortController()
  const state: State = { ready: false, restarts: 0, failures: 0 }
  const { signal } = stopping

  const launch = async () => {
    state.process = await recipe.start()
    // Stopped while it was being started.
    if (signal.aborted) await stopProcess(recipe, state.process)
    signal.throwIfAborted()
    options.onChange?.()
    await recipe.ready(state.process)
    state.ready = true
  }
  return {
    name: recipe.name,
    get pid() {
      return state.process?.running ? state.process.pid : undefined
    },
    get restarts() {
      return state.restarts
    },
    get ready() {
      return state.ready
    },
    async start() {
      await launchFirst({ recipe, state, launch, signal, options })
      state.watching = watch({ recipe, state, launch, signal, options })
    },
    kill: (name = 'SIGKILL') => state.process?.kill(name),
    async restart() {
      const before = state.process
      if (before) await stopProcess(recipe, before)
      while (!state.ready || state.process === before) {
        signal.throwIfAborted()
        await pause(20)
      }
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      if (state.process) await stopProcess(recipe, state.process)
      await state.watching
    },
  }
}

interface Parts {
  readonly recipe: ProcessRecipe
  readonly state: State
  readonly launch: () => Promise<void>
  readonly signal: AbortSignal
  readonly options: SupervisionOptions
}

async function launchFirst({ recipe, state, launch, signal, options }: Parts): Promise<void> {
  const { report = silent, starts = 1 } = options
  for (let left = starts - 1; ; left--) {
    try {
      return await launch()
    } catch (error) {
      const ended = state.process?.running === false
      if (state.process) await stopProcess(recipe, state.process)
      if (!ended || left <= 0 || signal.aborted) throw error
      report(`${recipe.name} ended while it started; starting it again`)
    }
  }
}

async function watch(parts: Parts): Promise<void> {
  const { recipe, state, launch, signal, options } = parts
  const { report = silent, provenMs = 20_000 } = options
  let startedAt = performance.now()
  while (state.process) {
    const exit = await state.process.exited
    state.ready = false
    if (signal.aborted) return
    state.failures = performance.now() - startedAt > provenMs ? 0 : state.failures + 1
    const wait = pauseBefore(state.failures, options)
    report(
      `${recipe.name} ${inWords(exit)}; starting it again${wait ? ` in ${wait / 1000} s` : ''}`,
    )
    if (!(await rest(wait, signal))) return
    state.restarts += 1
    startedAt = performance.now()
    try {
      await launch()
      report(`${recipe.name} is ready again`)
    } catch (error) {
      if (signal.aborted) return
      report(`${recipe.name} did not start: ${(error as Error).message}`)
      await stopProcess(recipe, state.process)
    }
  }
}

/** At once after a long life, then 0.1 s, 0.2 s ... up to the longest pause. */
function pauseBefore(
  failures: number,
  { firstPauseMs = 100, longestPauseMs = 10_000 }: SupervisionOptions,
): number {
  return failures === 0 ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1))
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await pause(milliseconds, undefined, { signal })
    return true
  } catch {
    return false
  }
}

const stopProcess = (recipe: ProcessRecipe, process: RunningProcess) =>
  process.stop({
    ...(recipe.stopSignal && { signal: recipe.stopSignal }),
    ...(recipe.stopDeadlineMs && { deadlineMs: recipe.stopDeadlineMs }),
  })

function inWords({ code, signal }: Exit): string {
  return signal ? `was ended by ${signal}` : `ended with exit code ${code}`
}
