import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../paths.ts'
import type { StackHandles } from '../stack-handles.ts'

const run = promisify(execFile)

interface ListedLetter {
  readonly topic: string
  readonly id: string
  readonly reason: string
  readonly key: string | null
  readonly state: 'waiting' | 'replayed'
}

/** What `npm run dead-letters` runs, against a stack. */
export function createDeadLettersCommand(stack: StackHandles) {
  const { kafka } = stack.addresses()
  const command = async (...args: string[]) => {
    const main = join(repositoryRoot, 'packages/messaging/src/commands/dead-letters.ts')
    const { stdout } = await run(process.execPath, [main, ...args], {
      env: {
        PATH: process.env['PATH'],
        KAFKA_BROKERS: kafka.brokers,
        KAFKA_TOPIC_PREFIX: kafka.topicPrefix,
      },
      maxBuffer: 64 * 1024 * 1024,
    })
    return stdout
  }
  const json = async <Answer>(...args: string[]): Promise<Answer> =>
    JSON.parse(await command(...args, '--json')) as Answer
  return {
    /** As a person sees it. */
    command,
    list: async () => (await json<{ letters: ListedLetter[] }>('list')).letters,
    show: async (id: string) =>
      (
        await json<{
          letter: ListedLetter & { headers: Record<string, string>; value: string | null }
        }>('show', '--id', id)
      ).letter,
    replay: (id: string) =>
      json<{ replayed: ListedLetter[]; alreadyReplayed: number }>('replay', '--id', id),
  }
}
