import {
  demoOrganizations,
  newOrganization,
  seedOrganizations,
  storyOrganizations,
} from './business-central/seed.ts'
import { vendorLimits } from './business-central/limits.ts'
import {
  demoRestOrganizations,
  seedRestOrganizations,
  storyRestOrganizations,
} from './rest-ledger/seed.ts'
import type { RestLedgerOptions } from './start-rest-ledger.ts'
import type { SimulatorOptions } from './start-simulators.ts'
import type { XledgerOptions } from './start-xledger.ts'
import { usualXledgerLimits } from './xledger/limits.ts'
import { demoOwners, newOwner, seedOwners, storyOwners } from './xledger/seed.ts'

/** Every fault of the environment at once, one line each. */
export class SettingsError extends Error {}

type Env = Readonly<Record<string, string | undefined>>
type ReadNumber = (name: string, fallback: number, least?: number) => number

function read<T>(env: Env, from: (number: ReadNumber, faults: string[]) => T): T {
  const faults: string[] = []
  const options = from((name, fallback, least = 0) => {
    const text = env[name]
    if (text === undefined || text === '') return fallback
    const value = Number(text)
    if (Number.isSafeInteger(value) && value >= least) return value
    faults.push(`${name}: ${JSON.stringify(text)} must be a whole number, at least ${least}.`)
    return fallback
  }, faults)
  if (faults.length > 0) throw new SettingsError(faults.join('\n'))
  return options
}

/** Of Entra ID and Business Central. */
export const readSettings = (env: Env): SimulatorOptions =>
  read(env, (number, faults) => simulatorOptions(env, number, faults))

export const readRestLedgerSettings = (env: Env): RestLedgerOptions =>
  read(env, (number) => restLedgerOptions(env, number))

export const readXledgerSettings = (env: Env): XledgerOptions =>
  read(env, (number, faults) => xledgerOptions(env, number, faults))

function simulatorOptions(env: Env, number: ReadNumber, faults: string[]): SimulatorOptions {
  const principals = env.PRINCIPALS ?? 'own'
  if (principals !== 'own' && principals !== 'shared')
    faults.push(`PRINCIPALS: ${JSON.stringify(principals)} must be own or shared.`)
  const more = number('ORGANIZATIONS', 0)
  const retryAfterSeconds = number('RETRY_AFTER_SECONDS', -1)
  return {
    host: env.HOST || '127.0.0.1',
    port: number('PORT', 0),
    organizations: [
      ...demoOrganizations,
      ...storyOrganizations,
      newOrganization,
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
}

function xledgerOptions(env: Env, number: ReadNumber, faults: string[]): XledgerOptions {
  const validation = env.VALIDATION || 'later'
  if (validation !== 'later' && validation !== 'sync')
    faults.push(`VALIDATION: ${JSON.stringify(validation)} must be later or sync.`)
  const status = number('ERROR_STATUS', 200)
  if (status !== 200 && status !== 400) faults.push(`ERROR_STATUS: ${status} must be 200 or 400.`)
  return {
    host: env.HOST || '127.0.0.1',
    port: number('PORT', 0),
    owners: [...demoOwners, ...storyOwners, newOwner, ...seedOwners(number('ORGANIZATIONS', 0))],
    latencyMs: number('LATENCY_MS', 0),
    tokenLifetimeSeconds: number('TOKEN_LIFETIME_SECONDS', 3_599, 1),
    limits: {
      burst: number('BURST_REQUESTS', usualXledgerLimits.burst, 1),
      burstMs: number('BURST_WINDOW_MS', usualXledgerLimits.burstMs, 1),
      concurrent: number('CONCURRENT_REQUESTS', usualXledgerLimits.concurrent, 1),
      credits: number('CREDITS', usualXledgerLimits.credits, 1),
      creditsMs: number('CREDITS_WINDOW_MS', usualXledgerLimits.creditsMs, 1),
    },
    conduct: {
      importDelayMs: number('IMPORT_DELAY_MS', 1_000, -1),
      validation: validation === 'sync' ? 'sync' : 'later',
      errorStatus: status === 400 ? 400 : 200,
    },
    ...(env.DATA_FILE && { dataFile: env.DATA_FILE }),
  }
}

const restLedgerOptions = (env: Env, number: ReadNumber): RestLedgerOptions => ({
  host: env.HOST || '127.0.0.1',
  port: number('PORT', 0),
  organizations: [
    ...demoRestOrganizations,
    ...storyRestOrganizations,
    ...seedRestOrganizations(number('ORGANIZATIONS', 0)),
  ],
  latencyMs: number('LATENCY_MS', 0),
  tokenLifetimeSeconds: number('TOKEN_LIFETIME_SECONDS', 3_599, 1),
  limits: {
    requests: number('REQUESTS_PER_MINUTE', 6_000, 1),
    concurrent: number('CONCURRENT_REQUESTS', 20, 1),
  },
  ...(env.DATA_FILE && { dataFile: env.DATA_FILE }),
})
