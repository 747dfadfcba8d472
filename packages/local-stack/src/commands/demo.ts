import { demoOrganizationIds } from '../demo-organizations.ts'
import { readNumbers } from '../load/arguments.ts'
import { runDemo } from '../load/demo.ts'
import { openSession } from '../load/session.ts'
import { table } from '../load/table.ts'
import { readTrials } from '../load/trials.ts'
import { timedReport } from '../report.ts'
import { startStack } from '../start-stack.ts'
import { runCommand } from './command.ts'

await runCommand(async () => {
  const { records, json } = readNumbers({ records: 300 })
  const report = timedReport()
  await using stack = await startStack({ fresh: true, report })
  await using session = await openSession(stack, 1)
  report(
    `publishing ${records} approved records of the demo organisations, some malformed and repeated`,
  )
  const result = await runDemo(session, records)
  const trials = await readTrials(stack, demoOrganizationIds)
  process.stdout.write(
    `\n${table({
      approved: result.approved,
      'in the ledger': result.posted,
      waiting: result.waiting,
      failed: result.failed,
      'dead letters': result.deadLettered,
      duplicates: result.duplicates,
      lost: result.lost,
      seconds: result.seconds,
    })}\nThe voucher that went first, by organisation\n${table(trials)}\n`,
  )
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
  if (result.lost > 0 || result.duplicates > 0 || result.posted < records) process.exitCode = 1
})
