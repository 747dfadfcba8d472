import {
  benchOrganizations,
  perAccountingSystem,
  restLedgers,
} from '../bench/bench-organizations.ts'
import { runQueries, type QueriesResult } from '../bench/queries/run-queries.ts'
import { runBench, type BenchResult } from '../bench/run-bench.ts'
import { readNumbers } from '../load/arguments.ts'
import { table } from '../load/table.ts'
import { timedReport } from '../report.ts'
import { startStack } from '../start-stack.ts'
import { runCommand } from './command.ts'

/** The vendors' limits would be what is measured: 20 requests a second, or 4. */
const limitless = String(1_000_000_000)
const ORGANIZATIONS = String(perAccountingSystem)

await runCommand(async () => {
  const given = readNumbers({ records: 20_000, latency: 0 }, process.argv.slice(2), {
    flags: ['queries'],
  })
  const { records, json, flags } = given
  const LATENCY_MS = String(given.latency)
  const report = timedReport()
  await using stack = await startStack({
    fresh: true,
    report,
    organizations: (restLedgerUrl) => Object.values(benchOrganizations(restLedgerUrl)).flat(),
    env: {
      'dynamics-simulator': { ORGANIZATIONS, LATENCY_MS, RATE_LIMIT_REQUESTS: limitless },
      'dynamics-adapter': { REQUESTS_PER_MINUTE: limitless },
      'xledger-simulator': {
        ORGANIZATIONS,
        LATENCY_MS,
        BURST_REQUESTS: limitless,
        CREDITS: limitless,
        IMPORT_DELAY_MS: '100',
      },
      'xledger-adapter': {
        REQUESTS_PER_MINUTE: limitless,
        FOLLOW_UP_FIRST_MS: '500',
        FOLLOW_UP_LONGEST_MS: '1000',
      },
      'rest-simulator': {
        ORGANIZATIONS: String(restLedgers),
        LATENCY_MS,
        REQUESTS_PER_MINUTE: limitless,
        CONCURRENT_REQUESTS: limitless,
      },
      'rest-adapter': { REQUESTS_PER_MINUTE: limitless },
    },
  })
  const result = flags.has('queries')
    ? await runQueries(stack, report)
    : await runBench(stack, records, report)
  process.stdout.write('entries' in result ? queriesText(result) : benchText(result))
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
})

function benchText({ latency, loop, connectors, manualRun, ...result }: BenchResult): string {
  const { rest, ...others } = connectors
  const hops = Object.fromEntries(
    latency.hops.map(({ hop, p50Ms, p99Ms }) => [hop, `${p50Ms}, ${p99Ms}`]),
  )
  const backlogs: Record<string, string> = {}
  for (const [connector, { recordsPerSecond, erpCallsPerRecord }] of Object.entries(others))
    backlogs[connector] = `${recordsPerSecond}/s, ${erpCallsPerRecord} requests per record`
  for (const [way, drained] of Object.entries(rest))
    backlogs[`rest, ${way}`] =
      `${atBothSpeeds(drained)}, ${drained.requestsPerRecord} requests per record`
  return `\n${table({
    'records/s, backlog': result.recordsPerSecond,
    'loop that keeps no state, to a REST ledger': atBothSpeeds(loop),
    [`p50 ms at ${latency.ratePerSecond}/s`]: latency.p50Ms,
    [`p99 ms at ${latency.ratePerSecond}/s`]: latency.p99Ms,
    'calls to the ledger per record': result.erpCallsPerRecord,
    [`ms of a manual run of ${manualRun.records} beside a backlog`]: manualRun.ms,
  })}\nOf them, p50 and p99 ms by hop\n${table(hops)}\nBacklog by accounting system\n${table(backlogs)}\nCPU µs per record\n${table(result.cpuMicrosPerRecord)}\nMemory, MB\n${table(result.rssMb)}\n`
}

function atBothSpeeds({ recordsPerSecond, recordsPerSecondAt20Ms }: BenchResult['loop']): string {
  return `${recordsPerSecond}/s, ${recordsPerSecondAt20Ms}/s at 20 ms`
}

function queriesText({ live, exported, ...result }: QueriesResult): string {
  const { memoryMb } = live
  const pages = {
    [`overview of ${result.organizations} organisations`]: result.overviewAlone,
    [`the same, at ${result.ratePerSecond} records/s`]: result.overview,
    [`page of the log, of ${result.entries} entries`]: result.logPage,
    'page of the log of all organisations': result.logPageOfAll,
    'page of failed records': result.failedPage,
  }
  const times = Object.entries(pages).map(
    ([name, { p50Ms, p99Ms, cpuMs }]) => [name, `${p50Ms}, ${p99Ms}, ${cpuMs}`] as const,
  )
  return `\np50, p99 and CPU, ms\n${table(Object.fromEntries(times))}\nMemory of status-query, MB\n${table(
    {
      'without clients': memoryMb.before,
      [`with ${live.clients} live clients`]: memoryMb.open,
      [`while they hear ${live.hintsPerSecond} hints/s`]: memoryMb.most,
    },
  )}\nExport\n${table({ 'rows/s': exported.rowsPerSecond, 'MB/s': exported.mbPerSecond })}\n`
}
