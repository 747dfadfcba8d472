import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { demoUsers } from '../demo-users.ts'
import { interrupted } from '../interruption.ts'
import { timedReport } from '../report.ts'
import type { StackFile } from '../stack-file.ts'
import { StackError } from '../stack-error.ts'
import { startStack } from '../start-stack.ts'
import { signInsOfNewAsText } from '../story/new-organization.ts'
import { liveOn, tellStory } from '../story/tell-story.ts'
import { runCommand } from './command.ts'

await runCommand(async () => {
  const { portBase, telemetry } = readArguments(process.argv.slice(2))
  const report = timedReport()
  {
    await using stack = await startStack({
      ...(portBase !== undefined && { portBase }),
      telemetry,
      pages: true,
      report,
    })
    process.stdout.write(welcome(stack.addresses(), `${stack.home}/stack.json`))
    // Pages can be looked at while their organisations get something to show.
    const story = tellStory(stack, { report, signal: interrupted }).then(() =>
      liveOn(stack, interrupted),
    )
    story.catch((error: unknown) => report(`The story was not told: ${String(error)}`))
    if (!interrupted.aborted) await once(interrupted, 'abort')
  }
  report('Everything is stopped')
  process.exitCode = 0
})

function readArguments(args: string[]) {
  const { values } = parsed(args)
  const base = values['port-base']
  if (base !== undefined && !/^\d{1,5}$/.test(base))
    throw new StackError(`--port-base ${base} is not a port.`, 'give a number, like 17100.')
  return {
    portBase: base === undefined ? undefined : Number(base),
    telemetry: values.telemetry ?? false,
  }
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

function welcome(stack: StackFile, file: string): string {
  const users = Object.entries(stack.oidc.users)
  const admin = stack.oidc.users[demoUsers[0]!.id]!
  return `
Bilagsbro runs. Ctrl-C stops it.

  Pages             ${stack.services['admin-ui']!.url}

Demo sign-ins: choose one of them on the sign-in page
${users.map(([id, { description }]) => `  ${id.padEnd(28)}${description}`).join('\n')}

An integration to set up: that of Medlemsforbundet Ny, as demo-admin-ny, with one of these sign-ins
${signInsOfNewAsText('  ')}

Behind the pages
  Kafka             ${stack.kafka.brokers}
  PostgreSQL        ${stack.postgres.url}
${Object.entries({ ...stack.services, ...stack.simulators })
  .filter(([name]) => name !== 'admin-ui')
  .map(([name, { url }]) => `  ${name.padEnd(18)}${url}`)
  .join('\n')}
  identity          ${stack.oidc.issuer}

  A token, for example: ${admin.token}

All addresses and secrets, for scripts: ${file}

`
}
