import { readSettings } from './settings.ts'
import { startSimulators } from './start-simulators.ts'
import { startXledger } from './start-xledger.ts'

const say = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  const { xledger: xledgerOptions, ...options } = readSettings(process.env)
  await using starting = new AsyncDisposableStack()
  const simulators = starting.use(await startSimulators(options))
  const xledger = starting.use(await startXledger(xledgerOptions))
  say({ level: 'info', event: 'simulators.started', url: simulators.url, xledger: xledger.url })
  const started = starting.move()
  const stop = () => void started.disposeAsync()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  say({ level: 'error', event: 'simulators.not_started', message: (error as Error).message })
  process.exitCode = 1
}
