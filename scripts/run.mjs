// Runs every npm script of the root on a fresh clone: brings what is missing, then hands over to Node 24.
// Plain JavaScript without dependencies, because nothing is installed when it starts.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const stack = 'packages/local-stack/src/commands'
const messaging = 'packages/messaging/src/commands'
const config = 'services/config/src/commands'
const quiet = '--disable-warning=TimeoutNegativeWarning'

/** What runs for each command; `stack: true` fills in the addresses of the running stack. */
const commands = {
  start: { args: [quiet, `${stack}/start.ts`] },
  demo: { args: [quiet, `${stack}/demo.ts`] },
  bench: { args: [quiet, `${stack}/bench.ts`] },
  'bench --pages': { args: [quiet, 'services/admin-ui/browser/bench-pages.ts'] },
  chaos: { args: [quiet, `${stack}/chaos.ts`] },
  check: {
    args: [
      'node_modules/turbo/bin/turbo',
      'run',
      ...checks(),
      '--continue',
      '--output-logs=errors-only',
    ],
  },
  test: { args: ['scripts/test.mjs'] },
  topics: { args: [quiet, `${messaging}/topics.ts`], stack: true },
  'dead-letters': { args: [quiet, `${messaging}/dead-letters.ts`], stack: true },
  keys: { args: [quiet, `${config}/keys.ts`] },
  pages: { args: ['services/admin-ui/web/build.ts'] },
  screenshots: { args: [quiet, 'services/admin-ui/browser/screenshots.ts'] },
  api: { args: ['api-documents.ts'] },
  log: { args: [quiet, 'services/status-query/src/commands/log.ts'] },
  'read-models': { args: [quiet, 'services/status-query/src/commands/read-models.ts'] },
}

/** What package.json calls `check:*`. */
function checks() {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return Object.keys(scripts).filter((script) => script.startsWith('check:'))
}

const [name = '', ...rest] = process.argv.slice(2)
const asked = name === 'bench' && rest.includes('--pages') ? 'bench --pages' : name
const command = Object.hasOwn(commands, asked) ? commands[asked] : undefined

if (Number(process.versions.node.split('.')[0]) < 20)
  stop(
    `This is Node ${process.versions.node}; the commands need Node 20 or newer.`,
    'install a current Node (nodejs.org, or `nvm install 24`) and try again.',
  )
if (!command)
  stop(`There is no command "${name}".`, `use one of: ${Object.keys(commands).join(', ')}.`)

const { ensureInstalled } = await import('./install.mjs')
const installed = await ensureInstalled(root)
if (installed.problem) stop(installed.problem, installed.remedy)

const env = {
  ...(command.stack ? addressesOfTheStack() : {}),
  ...process.env,
  // turbo calls pnpm, which the machine need not have.
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
}
// The channel tells the command when this process is killed, so that it does not run on unseen.
const child = spawn(join(root, 'node_modules/.bin/node'), [...command.args, ...rest], {
  cwd: root,
  env,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) =>
  stop(`Node 24 could not be started: ${error.message}`, 'delete node_modules and try again.'),
)
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
})

function addressesOfTheStack() {
  try {
    const { kafka } = JSON.parse(readFileSync(join(root, '.bilagsbro/stack.json'), 'utf8'))
    return { KAFKA_BROKERS: kafka.brokers, KAFKA_TOPIC_PREFIX: kafka.topicPrefix }
  } catch {
    return {}
  }
}

function stop(problem, remedy) {
  process.stderr.write(`${problem}\n  Remedy: ${remedy}\n`)
  process.exit(1)
}
