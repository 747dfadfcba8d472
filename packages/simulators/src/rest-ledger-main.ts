import { runStandIn } from './run-stand-in.ts'
import { readRestLedgerSettings } from './settings.ts'
import { startRestLedger } from './start-rest-ledger.ts'

await runStandIn('rest-simulator', () => startRestLedger(readRestLedgerSettings(process.env)))
