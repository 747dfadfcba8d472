import { join } from 'node:path'
import { repositoryRoot } from './paths.ts'
import { lastLines, startProcess } from './processes.ts'
import { mainOf, type ServicePlan } from './services.ts'
import { StackError } from './stack-error.ts'
import type { ProcessRecipe } from './supervised.ts'
import { until } from './until.ts'

const readyDeadlineMs = 90_000

export interface ServiceProcess {
  readonly name: string
  readonly plan: ServicePlan
  readonly url: string
  readonly env: Readonly<Record<string, string>>
  readonly telemetry: boolean
  readonly logFile: string
  readonly recordsDir: string
}

export function serviceRecipe(service: ServiceProcess): ProcessRecipe {
  const { name, plan, url, logFile, recordsDir } = service
  return {
    name,
    stopDeadlineMs: 20_000,
    start: () =>
      startProcess({
        name,
        command: process.execPath,
        args: [...plan.nodeOptions, ...preloaded(service), mainOf(plan)],
        cwd: repositoryRoot,
        env: { ...inherited(), ...service.env },
        logFile,
        recordsDir,
      }),
    async ready(child) {
      const settled = async () => !child.running || (await answers(url + plan.readyPath))
      const inTime = await until(settled, { deadlineMs: readyDeadlineMs, everyMs: 100 })
      if (inTime && child.running) return
      throw new StackError(
        `${name} ${child.running ? `was not ready after ${readyDeadlineMs / 1000} s` : 'ended while it started'}. The end of its log (${logFile}):\n${lastLines(logFile)}`,
        'put right what the log names, and start again.',
      )
    },
  }
}

/** Nothing of the caller's: what a service is told stands in its table of settings. */
function inherited(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS']
  return Object.fromEntries(names.map((name) => [name, process.env[name]]))
}

const preloaded = ({ telemetry }: ServiceProcess) =>
  telemetry ? ['--import', join(repositoryRoot, 'packages/service-kit/src/telemetry.ts')] : []

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** What the OpenTelemetry SDK of each service reads: the caller's settings, and a local collector unless another is named. */
export function telemetryEnv(name: string): Record<string, string> {
  const given = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[0].startsWith('OTEL_') && entry[1] !== undefined,
  )
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
    ...Object.fromEntries(given),
    OTEL_SERVICE_NAME: name,
  }
}
