import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A mistake that the person who typed the command can put right. */
export class CommandError extends Error {}

interface RunningStack {
  readonly kafka: { readonly brokers: string; readonly topicPrefix: string }
  readonly log: { readonly databaseOwnerUrl: string; readonly sealKeyFile: string }
}

/** The addresses of the stack that runs in this checkout; `settings` are what can be set instead. */
export function runningStack(settings: string): RunningStack {
  try {
    const file = join(import.meta.dirname, '../../../../.bilagsbro/stack.json')
    return JSON.parse(readFileSync(file, 'utf8')) as RunningStack
  } catch (cause) {
    throw new CommandError(
      `No stack runs here. Start one with \`npm start\`, or set ${settings}.`,
      { cause },
    )
  }
}
