import { StackError } from '../stack-error.ts'

/** Runs a command to its end; what a person can put right is said in words, everything else with its stack. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    process.exitCode = 1
    const text = error instanceof StackError ? error.message : describe(error)
    process.stderr.write(`\n${text}\n`)
  } finally {
    // The channel to scripts/run.mjs would keep the process alive.
    if (process.connected) process.disconnect()
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause ? `${error.stack}\n  caused by ${describe(error.cause)}` : String(error.stack)
}
