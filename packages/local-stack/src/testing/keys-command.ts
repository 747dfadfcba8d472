import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../paths.ts'
import type { StackHandles } from '../stack-handles.ts'

const run = promisify(execFile)

interface Key {
  readonly id: string
  readonly current: boolean
  readonly secrets: number
}

/** What `npm run keys` runs, against a stack. */
export function createKeysCommand(stack: StackHandles) {
  const { databaseUrl, databaseOwnerUrl, keyFile } = stack.addresses().vault
  const command = async <Answer>(...args: string[]): Promise<Answer> => {
    const main = join(repositoryRoot, 'services/config/src/commands/keys.ts')
    const { stdout } = await run(process.execPath, [main, ...args, '--json'], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: databaseUrl,
        DATABASE_OWNER_URL: databaseOwnerUrl,
        KEY_FILE: keyFile,
      },
    })
    return JSON.parse(stdout) as Answer
  }
  return {
    list: async () => (await command<{ keys: Key[] }>('list')).keys,
    rotate: () => command<{ unreadable: unknown[] }>('rotate'),
    retire: (id: string) => command('retire', '--id', id),
  }
}
