import { join } from 'node:path'
import { repositoryRoot } from './paths.ts'
import { lastLines, startProcess } from './processes.ts'
import { StackError } from './stack-error.ts'
import type { StackHome } from './stack-options.ts'
import { recordsIn } from './temporary-folder.ts'

/** Builds the pages of this checkout, unless they are built of the same sources already. */
export async function buildPages(home: StackHome): Promise<void> {
  const logFile = home.logFile('build-pages')
  const child = await startProcess({
    name: 'build-pages',
    command: process.execPath,
    args: [join(repositoryRoot, 'services/admin-ui/web/build.ts')],
    cwd: repositoryRoot,
    env: process.env,
    logFile,
    recordsDir: recordsIn(home.dataDir),
  })
  const { code } = await child.exited
  if (code === 0) return
  throw new StackError(
    `The pages were not built. The end of its log (${logFile}):\n${lastLines(logFile)}`,
    'put right what the log names, and start again.',
  )
}
