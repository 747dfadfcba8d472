import { interrupt, interrupted } from '../interruption.ts'
import { killChildren } from '../processes.ts'
import { StackError } from '../stack-error.ts'

/**
 * Runs a command to its end. What a person can put right is said in words, everything else with its stack. The first
 * signal puts away in order what the command holds; a second one kills what is left.
 */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  const putAway = putAwayOnSignal()
  try {
    await Promise.race([command(), putAway])
  } catch (error) {
    if (!interrupted.aborted) process.stderr.write(`\n${describe(error)}\n`)
    process.exitCode = 1
  }
  // What was interrupted may still wait for something that will never come.
  if (interrupted.aborted) process.exit(process.exitCode ?? 130)
  process.removeAllListeners('disconnect')
  // The channel to scripts/run.mjs would keep the process alive.
  if (process.connected) process.disconnect()
}

function putAwayOnSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let askedAt = -Infinity
  const onSignal = () => {
    // A Ctrl-C arrives twice: from the terminal, and passed on by what started this.
    if (performance.now() - askedAt < 1000) return
    if (askedAt > 0) {
      killChildren()
      process.exit(1)
    }
    askedAt = performance.now()
    process.stderr.write('\nStopping; a second Ctrl-C kills what is left\n')
    void interrupt().then((something) => something && resolve())
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  if (process.connected) process.once('disconnect', onSignal)
  return promise
}

function describe(error: unknown): string {
  if (error instanceof StackError) return error.message
  if (!(error instanceof Error)) return String(error)
  return error.cause ? `${error.stack}\n  caused by ${describe(error.cause)}` : String(error.stack)
}
