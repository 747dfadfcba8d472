import { demoOrganizations, seedOrganizations } from './business-central/seed.ts'
import { vendorLimits } from './business-central/limits.ts'
import type { SimulatorOptions } from './start-simulators.ts'

/** Every fault of the environment at once, one line each. */
export class SettingsError extends Error {}

export function readSettings(env: Readonly<Record<string, string | undefined>>): SimulatorOptions {
  const faults: string[] = []
  const number = (name: string, fallback: number, least = 0) => {
    const text = env[name]
    if (text === undefined || text === '') return fallback
    const value = Number(text)
    if (Number.isSafeInteger(value) && value >= least) return value
    faults.push(`${name}: ${JSON.stringify(text)} must be a whole number, at least ${least}.`)
    return fallback
  }
  const principals = env.PRINCIPALS ?? 'own'
  if (principals !== 'own' && principals !== 'shared')
    faults.push(`PRINCIPALS: ${JSON.stringify(principals)} must be own or shared.`)
  const more = number('ORGANIZATIONS', 0)
  const retryAfterSeconds = number('RETRY_AFTER_SECONDS', -1)
  const options: SimulatorOptions = {
    host: env.HOST || '127.0.0.1',
    port: number('PORT', 0),
    organizations: [
      ...demoOrganizations,
      ...seedOrganizations(more, principals === 'shared' ? 'shared' : 'own'),
    ],
    latencyMs: number('LATENCY_MS', 0),
    tokenLifetimeSeconds: number('TOKEN_LIFETIME_SECONDS', 3_599, 1),
    limits: {
      requests: number('RATE_LIMIT_REQUESTS', vendorLimits.requests, 1),
      windowMs: number('RATE_LIMIT_WINDOW_MS', vendorLimits.windowMs, 1),
      concurrent: number('CONCURRENT_REQUESTS', vendorLimits.concurrent, 1),
      queued: number('QUEUED_REQUESTS', vendorLimits.queued),
      queueTimeoutMs: number('QUEUE_TIMEOUT_MS', vendorLimits.queueTimeoutMs, 1),
      retryAfterSeconds: retryAfterSeconds < 0 ? undefined : retryAfterSeconds,
    },
    ...(env.ENTRA_ORIGIN && { entraOrigin: env.ENTRA_ORIGIN }),
    ...(env.DATA_FILE && { dataFile: env.DATA_FILE }),
  }
  if (faults.length > 0) throw new SettingsError(faults.join('\n'))
  return options
}
