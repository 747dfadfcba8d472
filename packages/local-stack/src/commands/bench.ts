import { benchOrganizations, perAccountingSystem } from '../bench/bench-organizations.ts'
import { runBench } from '../bench/run-bench.ts'
import { readNumbers } from '../load/arguments.ts'
import { table } from '../load/table.ts'
import { timedReport } from '../report.ts'
import { startStack } from '../start-stack.ts'
import { runCommand } from './command.ts'

/** The vendors' limits would be what is measured: 20 requests a second, or 4. */
const limitless = String(1_000_000_000)
const ORGANIZATIONS = String(perAccountingSystem)

await runCommand(async () => {
  const { records, json } = readNumbers({ records: 20_000 })
  const report = timedReport()
  await using stack = await startStack({
    fresh: true,
    report,
    organizations: (restLedgerUrl) => Object.values(benchOrganizations(restLedgerUrl)).flat(),
    env: {
      'dynamics-simulator': { ORGANIZATIONS, RATE_LIMIT_REQUESTS: limitless },
      'dynamics-adapter': { REQUESTS_PER_MINUTE: limitless },
      'xledger-simulator': {
        ORGANIZATIONS,
        BURST_REQUESTS: limitless,
        CREDITS: limitless,
        IMPORT_DELAY_MS: '100',
      },
      'xledger-adapter': {
        REQUESTS_PER_MINUTE: limitless,
        FOLLOW_UP_FIRST_MS: '500',
        FOLLOW_UP_LONGEST_MS: '1000',
      },
      'rest-simulator': { ORGANIZATIONS, REQUESTS_PER_MINUTE: limitless },
      'rest-adapter': { REQUESTS_PER_MINUTE: limitless },
    },
  })
  const result = await runBench(stack, records, report)
  const { latency, naive, connectors, manualRun } = result
  const backlogs: Record<string, string> = {}
  for (const [connector, { recordsPerSecond, erpCallsPerRecord }] of Object.entries(connectors))
    backlogs[connector] = `${recordsPerSecond}/s, ${erpCallsPerRecord} calls per record`
  process.stdout.write(
    `\n${table({
      'records/s, backlog': result.recordsPerSecond,
      'records/s, loop written by hand': naive.recordsPerSecond,
      [`p50 ms at ${latency.ratePerSecond}/s`]: latency.p50Ms,
      [`p99 ms at ${latency.ratePerSecond}/s`]: latency.p99Ms,
      'calls to the ledger per record': result.erpCallsPerRecord,
      [`ms of a manual run of ${manualRun.records} beside a backlog`]: manualRun.ms,
    })}\nBacklog by accounting system\n${table(backlogs)}\nCPU µs per record\n${table(result.cpuMicrosPerRecord)}\nMemory, MB\n${table(result.rssMb)}\n`,
  )
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
})
