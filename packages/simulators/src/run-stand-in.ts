const say = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`)

/** Runs until it is told to stop. What keeps it from starting is said, and is the exit code. */
export async function runStandIn(
  name: string,
  start: () => Promise<AsyncDisposable & { readonly url: string }>,
): Promise<void> {
  try {
    const started = await start()
    say({ level: 'info', event: `${name}.started`, url: started.url })
    const stop = () => void started[Symbol.asyncDispose]()
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
  } catch (error) {
    say({ level: 'error', event: `${name}.not_started`, message: (error as Error).message })
    process.exitCode = 1
  }
}
