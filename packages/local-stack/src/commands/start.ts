import { parseArgs } from 'node:util'
import { demoUsers } from '../demo-users.ts'
import { livingProcesses, stopLeftovers } from '../process-records.ts'
import { timedReport } from '../report.ts'
import type { StackFile } from '../stack-file.ts'
import { StackError } from '../stack-error.ts'
import { stackHome } from '../stack-options.ts'
import { startStack } from '../start-stack.ts'
import { recordsIn } from '../temporary-folder.ts'
import { runCommand } from './command.ts'

await runCommand(async () => {
  const { portBase, telemetry } = readArguments(process.argv.slice(2))
  const report = timedReport()
  const stopping = stopOnSignal()
  try {
    await using stack = await startStack({
      ...(portBase !== undefined && { portBase }),
      telemetry,
      report,
      signal: stopping.signal,
    })
    process.stdout.write(welcome(stack.addresses(), `${stack.home}/stack.json`))
    await stopping.asked
    report('Stopping')
  } catch (error) {
    if (!stopping.signal.aborted) throw error
  }
  report('Everything is stopped')
})

function readArguments(args: string[]) {
  const { values } = parsed(args)
  const portBase = values['port-base'] === undefined ? undefined : Number(values['port-base'])
  return { portBase, telemetry: values.telemetry ?? false }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { 'port-base': { type: 'string' }, telemetry: { type: 'boolean' } },
    })
  } catch (error) {
    throw new StackError(
      (error as Error).message,
      'use npm start, npm start -- --port-base 17100, or npm start -- --telemetry.',
    )
  }
}

/** The first signal stops in order; a second one, when that takes too long for somebody, kills what is left. */
function stopOnSignal() {
  const controller = new AbortController()
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  let askedAt = 0
  const onSignal = () => {
    // A Ctrl-C arrives twice: from the terminal, and passed on by what started this.
    if (askedAt > 0 && performance.now() - askedAt < 1000) return
    if (askedAt > 0) void killEverything()
    askedAt = performance.now()
    controller.abort()
    resolve()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  process.on('disconnect', onSignal)
  return { signal: controller.signal, asked }
}

async function killEverything(): Promise<void> {
  await stopLeftovers(livingProcesses(recordsIn(stackHome().dataDir)), 0)
  process.exit(1)
}

function welcome(stack: StackFile, file: string): string {
  const users = Object.entries(stack.oidc.users)
  const admin = stack.oidc.users[demoUsers[0]!.id]!
  return `
Bilagsbro runs. Ctrl-C stops it.

  Kafka           ${stack.kafka.brokers}
  PostgreSQL      ${stack.postgres.url}
${Object.entries({ ...stack.services, ...stack.simulators })
  .map(([name, { url }]) => `  ${name.padEnd(16)}${url}`)
  .join('\n')}
  identity        ${stack.oidc.issuer}

Demo sign-ins
${users.map(([id, { description }]) => `  ${id.padEnd(28)}${description}`).join('\n')}

  A token, for example: ${admin.token}

All addresses and secrets, for scripts: ${file}

`
}
