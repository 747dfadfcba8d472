import { readSettings } from './settings.ts'
import { startSimulators } from './start-simulators.ts'

const say = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  const simulators = await startSimulators(readSettings(process.env))
  say({ level: 'info', event: 'simulators.started', url: simulators.url })
  const stop = () => void simulators[Symbol.asyncDispose]()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  say({ level: 'error', event: 'simulators.not_started', message: (error as Error).message })
  process.exitCode = 1
}
