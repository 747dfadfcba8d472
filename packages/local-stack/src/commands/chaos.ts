import { runChaos } from '../chaos/chaos.ts'
import { readPlays } from '../chaos/plays.ts'
import { playedOrganizations } from '../chaos/scene.ts'
import { isClean } from '../chaos/verdict.ts'
import { demoOrganizationIds, demoOrganizations, waiving } from '../demo-organizations.ts'
import { readNumbers } from '../load/arguments.ts'
import { openSession } from '../load/session.ts'
import { table } from '../load/table.ts'
import { timedReport } from '../report.ts'
import { inArrays } from '../rest-ways.ts'
import { startStack } from '../start-stack.ts'
import { runCommand } from './command.ts'

await runCommand(async () => {
  const defaults = { kills: 50, records: 3_000, seed: 1 }
  const { kills, records, seed, json, texts } = readNumbers(defaults, process.argv.slice(2), {
    texts: ['plays'],
  })
  const plays = readPlays(texts['plays'])
  const report = timedReport()
  await using stack = await startStack({
    fresh: true,
    // A start that is killed half-way is reported with the end of its log, which is no news here.
    report: (line) => report(line.split('\n', 1)[0]!),
    // Those that are entered later have a trial.
    organizations: (restLedgerUrl) =>
      demoOrganizations(restLedgerUrl)
        .map(waiving('Chaos wants many on their way at once.'))
        // The others with such a ledger send one at a time.
        .map(inArrays),
    // The times of the real ledger and of patient people, shortened alike.
    env: {
      'dynamics-adapter': {
        CALL_TIMEOUT_MS: '3000',
        SETTLE_HORIZON_MS: '2000',
        ROLLBACK_HORIZON_MS: '2000',
      },
      'rest-adapter': {
        CALL_TIMEOUT_MS: '3000',
        SETTLE_HORIZON_MS: '2000',
        MOVE_MS: '1000',
        // As many as the stand-in takes: after an emptied database every record costs three.
        REQUESTS_PER_MINUTE: '6000',
      },
      'xledger-adapter': { CALL_TIMEOUT_MS: '3000', SETTLE_HORIZON_MS: '2000', MOVE_MS: '1000' },
      orchestrator: { RETRY_BASE_MS: '1000', REREQUEST_AFTER_MS: '20000', PROBE_BASE_MS: '2000' },
    },
  })
  const organizations = [...demoOrganizationIds, ...playedOrganizations(plays)]
  await using session = await openSession(stack, seed, organizations)
  const result = await runChaos({ stack, session, plays, seed, report }, { kills, records, seed })
  const { lost, doubled, wrongAmounts, foreign, stuck, failed, mistold } = result
  const played = [...plays].join(' ') || 'kills alone'
  process.stdout.write(`\n  ${played}\n${table({ ...result })}\n`)
  if (json) process.stdout.write(`${JSON.stringify({ ...result, plays: [...plays] })}\n`)
  if (!isClean({ lost, doubled, wrongAmounts, foreign, stuck, failed, mistold }))
    process.exitCode = 1
})
