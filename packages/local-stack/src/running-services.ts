import { followErrors } from './log-follower.ts'
import { silent } from './report.ts'
import { serviceRecipe, telemetryEnv } from './service-process.ts'
import type { ServicePlan, StackSettings } from './services.ts'
import type { StackHome, StackOptions } from './stack-options.ts'
import { supervise, type Supervised } from './supervised.ts'
import { recordsIn } from './temporary-folder.ts'

export interface RunningServices extends AsyncDisposable {
  /** All at the same time. Resolves when they are ready; throws the first failure when all have been tried. */
  start(plans: readonly ServicePlan[], settings: StackSettings): Promise<void>
  /** One more process of a service, with the same settings, under a name and on a port of its own. */
  startReplica(plan: ServicePlan, settings: StackSettings, replica: Replica): Promise<void>
  /** Stays stopped until it is started again. */
  stop(name: string): Promise<void>
  find(name: string): Supervised | undefined
}

interface Replica {
  readonly name: string
  readonly port: number
}

/** Those that stand on others are stopped first. */
export function createServices(
  home: StackHome,
  options: StackOptions,
  onChange: () => void,
): RunningServices {
  const running = new Map<string, { plan: ServicePlan; service: Supervised }>()
  const { report = silent } = options
  const logs = new DisposableStack()
  let stopped = false

  const start = async (
    plan: ServicePlan,
    settings: StackSettings,
    { name, port }: Replica = { name: plan.name, port: settings.ports[plan.name] },
  ) => {
    if (stopped) throw new Error('The stack is being stopped.')
    const logFile = home.logFile(name)
    const url = `http://127.0.0.1:${port}`
    const recipe = serviceRecipe({
      name,
      plan: {
        ...plan,
        nodeOptions: [...plan.nodeOptions, ...chosen(options.nodeOptions, plan.name).flat()],
      },
      url,
      env: {
        ...plan.env(settings),
        ...(options.telemetry && telemetryEnv(plan.name)),
        ...Object.assign({}, ...chosen(options.env, plan.name)),
        PORT: String(port),
      },
      telemetry: options.telemetry ?? false,
      logFile,
      recordsDir: recordsIn(home.dataDir),
    })
    // A machine that is busy may keep a service waiting for longer than it bears.
    const service = supervise(recipe, { report, onChange, starts: 2 })
    const known = running.has(name)
    running.set(name, { plan, service })
    if (!known) logs.use(followErrors(name, logFile, report))
    await service.start()
    report(`${name} is ready on ${url}`)
  }
  const stop = async (needs: ServicePlan['needs']) => {
    const chosenOnes = [...running.values()].filter(({ plan }) => plan.needs === needs)
    await Promise.all(chosenOnes.map(({ service }) => service[Symbol.asyncDispose]()))
  }
  return {
    async start(plans, settings) {
      const results = await Promise.allSettled(plans.map((plan) => start(plan, settings)))
      const failed = results.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
    },
    startReplica: start,
    async stop(name) {
      await running.get(name)?.service[Symbol.asyncDispose]()
    },
    find: (name) => running.get(name)?.service,
    async [Symbol.asyncDispose]() {
      stopped = true
      await stop('servers')
      await stop('nothing')
      logs.dispose()
    },
  }
}

/** What is said for every service, then what is said for this one. */
const chosen = <T>(table: Readonly<Record<string, T>> | undefined, name: string): T[] =>
  [table?.['*'], table?.[name]].filter((entry) => entry !== undefined)
