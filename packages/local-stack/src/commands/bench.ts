import { runBench } from '../bench/run-bench.ts'
import { readNumbers } from '../load/arguments.ts'
import { openSession } from '../load/session.ts'
import { table } from '../load/table.ts'
import { timedReport } from '../report.ts'
import { startStack } from '../start-stack.ts'
import { runCommand } from './command.ts'

/** The vendor's limit would be what is measured: 20 requests a second. */
const limitless = String(1_000_000_000)

await runCommand(async () => {
  const { records, json } = readNumbers({ records: 20_000 })
  const report = timedReport()
  await using stack = await startStack({
    fresh: true,
    report,
    env: {
      simulators: { RATE_LIMIT_REQUESTS: limitless },
      'dynamics-adapter': { REQUESTS_PER_MINUTE: limitless },
    },
  })
  await using session = await openSession(stack, 1)
  const result = await runBench(stack, session, records, report)
  const { latency, naive } = result
  process.stdout.write(
    `\n${table({
      'records/s, backlog': result.recordsPerSecond,
      'records/s, loop written by hand': naive.recordsPerSecond,
      [`p50 ms at ${latency.ratePerSecond}/s`]: latency.p50Ms,
      [`p99 ms at ${latency.ratePerSecond}/s`]: latency.p99Ms,
      'calls to the ledger per record': result.erpCallsPerRecord,
    })}\nCPU µs per record\n${table(result.cpuMicrosPerRecord)}\nMemory, MB\n${table(result.rssMb)}\n`,
  )
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
})
