import { runStandIn } from './run-stand-in.ts'
import { readXledgerSettings } from './settings.ts'
import { startXledger } from './start-xledger.ts'

await runStandIn('xledger-simulator', () => startXledger(readXledgerSettings(process.env)))
