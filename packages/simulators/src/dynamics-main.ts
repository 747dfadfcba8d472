import { runStandIn } from './run-stand-in.ts'
import { readSettings } from './settings.ts'
import { startSimulators } from './start-simulators.ts'

await runStandIn('dynamics-simulator', () => startSimulators(readSettings(process.env)))
