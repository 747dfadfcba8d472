import { createServiceTokens, type ServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { audience } from './identity-provider.ts'
import type { Infrastructure } from './infrastructure.ts'
import type { PortName } from './port-plan.ts'
import { freePorts } from './ports.ts'
import type { RunningServices } from './running-services.ts'
import {
  issuerOf,
  services as plans,
  urlOf,
  type ServicePlan,
  type StackSettings,
} from './services.ts'
import { stackFile, type StackFile } from './stack-file.ts'
import type { StackHome } from './stack-options.ts'
import type { Supervised } from './supervised.ts'
import { until } from './until.ts'

/** What can be asked of a running stack, and done to it. */
export interface StackHandles {
  readonly home: string
  /** Of every process, PostgreSQL and Kafka included where they are processes of this machine. */
  readonly names: readonly string[]
  /** What stack.json holds. */
  addresses(): StackFile
  /** `undefined` while it does not run. */
  pid(name: string): number | undefined
  /** How often it was started again. */
  restarts(name: string): number
  /** To one process; when it ends of it, it is started again. */
  kill(name: string, signal?: NodeJS.Signals): void
  /** Stops it in order. Resolves when it is ready again. */
  restart(name: string): Promise<void>
  /** A service of ours: it stays stopped until `start`. */
  stop(name: PortName): Promise<void>
  start(name: PortName): Promise<void>
  /** One more process of a service beside the first, with the same settings. It is started again when it ends. */
  startReplica(name: PortName): Promise<Replica>
  /** Resolves when everything is ready (again). */
  ready(deadlineMs?: number): Promise<void>
  /** Of a service's own database, with its own role. */
  databaseUrl(service: string): string
  /** An access token of a demo user or of a service. */
  tokenFor(client: string): Promise<string>
}

/** It is known to `pid`, `restarts` and `kill` by its name. Disposing of it stops it. */
export interface Replica extends AsyncDisposable {
  readonly name: string
  readonly url: string
}

export interface StackParts {
  readonly home: StackHome
  readonly settings: StackSettings
  readonly servers: Infrastructure
  readonly services: RunningServices
  readonly started: readonly ServicePlan[]
}

export function stackHandles(parts: StackParts): StackHandles {
  const { home, settings, servers, services, started } = parts
  const startedAt = new Date().toISOString()
  const tokens = new Map<string, ServiceTokens>()
  const own = servers.processes.map((server) => server.name)
  const names = [...own, ...started.map(({ name }) => name)]
  const find = (name: string): Supervised | undefined =>
    services.find(name) ?? servers.processes.find((server) => server.name === name)
  const found = (name: string): Supervised => {
    const process = find(name)
    if (process) return process
    throw new Error(`There is no process ${name}; there are ${names.join(', ')}.`)
  }
  return {
    home: home.path,
    names,
    addresses: () =>
      stackFile({
        startedAt,
        kafka: { brokers: settings.kafkaBrokers, topicPrefix: settings.topicPrefix },
        postgresUrl: servers.databaseUrl,
        vault: {
          databaseUrl: settings.databaseUserUrl('config'),
          databaseOwnerUrl: settings.databaseUrl('config'),
          keyFile: settings.keyFile,
        },
        log: {
          databaseUrl: settings.databaseUserUrl('status-query'),
          databaseOwnerUrl: settings.databaseUrl('status-query'),
          sealKeyFile: settings.sealKeyFile,
        },
        issuer: issuerOf(settings),
        clientSecret: settings.clientSecret,
        pid: (name) => find(name)?.pid,
        services: started.map(({ name }) => ({
          name,
          url: urlOf(settings.ports, name),
          pid: find(name)?.pid ?? null,
          log: home.logFile(name),
        })),
      }),
    pid: (name) => found(name).pid,
    restarts: (name) => found(name).restarts,
    kill: (name, signal) => found(name).kill(signal),
    restart: (name) => found(name).restart(),
    stop: (name) => services.stop(name),
    async start(name) {
      await services.start(
        plans.filter((plan) => plan.name === name),
        settings,
      )
    },
    async startReplica(name) {
      const plan = plans.find((one) => one.name === name)!
      const [port] = (await freePorts(1)) as [number]
      const replica = `${name}-${port}`
      await services.startReplica(plan, settings, { name: replica, port })
      return {
        name: replica,
        url: `http://127.0.0.1:${port}`,
        [Symbol.asyncDispose]: () => services.stop(replica),
      }
    },
    async ready(deadlineMs = 60_000) {
      const waiting = () => names.filter((name) => !found(name).ready)
      if (await until(() => waiting().length === 0, { deadlineMs })) return
      throw new Error(`Not ready after ${deadlineMs / 1000} s: ${waiting().join(', ')}.`)
    },
    databaseUrl: settings.databaseUrl,
    tokenFor(client) {
      const known = tokens.get(client) ?? tokensOf(client, settings)
      tokens.set(client, known)
      return known.token()
    },
  }
}

const tokensOf = (clientId: string, settings: StackSettings) =>
  createServiceTokens({
    issuer: issuerOf(settings),
    clientId,
    clientSecret: settings.clientSecret(clientId),
    audience,
  })
