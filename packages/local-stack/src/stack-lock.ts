import { join } from 'node:path'
import {
  livingProcesses,
  lives,
  readRecord,
  recordProcess,
  forgetProcess,
  stopLeftovers,
} from './process-records.ts'
import type { Report } from './report.ts'
import { StackError } from './stack-error.ts'
import { recordsIn } from './temporary-folder.ts'

const owner = 'owner'

/** The data folder for this process alone. What a killed stack left running on it is stopped first. */
export async function lockData(dataDir: string, report: Report): Promise<Disposable> {
  const folder = join(dataDir, 'run')
  const holder = readRecord(join(folder, `${owner}.json`))
  if (holder && holder.pid !== process.pid && lives(holder))
    throw new StackError(
      `A stack runs on ${dataDir} already (process ${holder.pid}).`,
      `use it (.bilagsbro/stack.json holds its addresses), or stop it with Ctrl-C or \`kill ${holder.pid}\`.`,
    )
  recordProcess(folder, owner, process.pid)
  const leftovers = livingProcesses(recordsIn(dataDir))
  if (leftovers.length > 0) {
    const names = leftovers.map(({ name, pid }) => `${name} (${pid})`).join(', ')
    report(`Stopping what an earlier stack left running: ${names}`)
    await stopLeftovers(leftovers)
  }
  return { [Symbol.dispose]: () => forgetProcess(folder, owner, process.pid) }
}
