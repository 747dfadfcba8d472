import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { forgetProcess, recordProcess } from './process-records.ts'
import { until } from './until.ts'

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface RunningProcess {
  readonly name: string
  readonly pid: number
  readonly logFile: string
  /** Settles when the process is gone; never rejects. */
  readonly exited: Promise<Exit>
  readonly running: boolean
  kill(signal?: NodeJS.Signals): void
  /** Asks with `signal`, and kills what is still there at the deadline. */
  stop(options?: { signal?: NodeJS.Signals; deadlineMs?: number }): Promise<Exit>
}

export interface ProcessPlan {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
  /** Where the process is written down, so that a later start finds it if this one is killed. */
  readonly recordsDir: string
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
}

const children = new Set<RunningProcess>()

/** The last resort of a process that must end at once. */
export function killChildren(): void {
  for (const child of children) child.kill('SIGKILL')
}

/** Starts a process that writes to its own log file, so that it does not depend on this one being alive. */
export async function startProcess(plan: ProcessPlan): Promise<RunningProcess> {
  mkdirSync(dirname(plan.logFile), { recursive: true })
  const log = openSync(plan.logFile, 'a')
  // Its own process group: a Ctrl-C in the terminal reaches the stack alone, which then stops everything in order.
  const child = spawn(plan.command, plan.args, {
    cwd: plan.cwd,
    env: plan.env,
    stdio: ['ignore', log, log],
    detached: true,
    ...plan.user,
  })
  closeSync(log)
  const state: { exit?: Exit } = {}
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      state.exit = { code, signal }
      forgetProcess(plan.recordsDir, plan.name, child.pid)
      resolve(state.exit)
    })
  })
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid as number))
    child.once('error', reject)
  })
  recordProcess(plan.recordsDir, plan.name, pid)
  const started = running({ name: plan.name, logFile: plan.logFile, pid, exited, state, child })
  children.add(started)
  void exited.then(() => children.delete(started))
  return started
}

function running(parts: {
  name: string
  logFile: string
  pid: number
  exited: Promise<Exit>
  state: { exit?: Exit }
  child: { kill(signal?: NodeJS.Signals): boolean }
}): RunningProcess {
  const { name, logFile, pid, exited, state, child } = parts
  return {
    name,
    logFile,
    pid,
    exited,
    get running() {
      return state.exit === undefined
    },
    kill: (signal = 'SIGTERM') => void child.kill(signal),
    async stop({ signal = 'SIGTERM', deadlineMs = 10_000 } = {}) {
      child.kill(signal)
      const stopped = () => state.exit !== undefined
      if (!(await until(stopped, { deadlineMs, everyMs: 10 }))) child.kill('SIGKILL')
      return exited
    },
  }
}

/** The last lines of a log that say something, for the message about what went wrong. */
export function lastLines(logFile: string, count = 20): string {
  try {
    const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n')
    return lines
      .filter((line) => !/^\s+at .*\(?node:internal/.test(line))
      .slice(-count)
      .map((line) => `    ${line.slice(0, 400)}`)
      .join('\n')
  } catch {
    return '    (no log)'
  }
}
