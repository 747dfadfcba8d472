import { join } from 'node:path'
import { audience } from './identity-provider.ts'
import { repositoryRoot, stateDir } from './paths.ts'
import type { PortName, Ports } from './port-plan.ts'

/** What the settings of a service are made of. */
export interface StackSettings {
  readonly ports: Ports
  readonly kafkaBrokers: string
  readonly topicPrefix: string
  /** For the owner of a service's database. */
  readonly databaseUrl: (service: string) => string
  /** For the role that owns nothing in it. */
  readonly databaseUserUrl: (service: string) => string
  readonly clientSecret: (service: string) => string
  readonly secretsFile: string
  readonly keyFile: string
  /** The key that heads of the log are signed with: outside of the database, and made at the first start. */
  readonly sealKeyFile: string
  /** The key that sessions of the pages are encrypted under; made at the first start. */
  readonly sessionKeyFile: string
  /** Where a simulator keeps its ledgers; empty for a run that needs them no longer than itself. */
  readonly ledgerFile: (simulator: string) => string
}

export interface ServicePlan {
  readonly name: PortName
  /** From the root of the checkout. */
  readonly main: string
  /** Answers 200 as soon as the service does its work. */
  readonly readyPath: string
  readonly needs: 'nothing' | 'servers'
  readonly nodeOptions: readonly string[]
  readonly env: (stack: StackSettings) => Record<string, string>
}

export const urlOf = (ports: Ports, name: PortName) => `http://127.0.0.1:${ports[name]}`
export const issuerOf = ({ ports }: Pick<StackSettings, 'ports'>) =>
  urlOf(ports, 'identity-provider')

/** As in deploy/Dockerfile, so that what is measured here is what is shipped; docs/adr/0009-small-heaps.md. */
const nodeOptions = [
  // kafkajs gives a timer a negative time whenever it connects; harmless, and unmended since 2023.
  '--disable-warning=TimeoutNegativeWarning',
  // A backlog passes through in bounded batches: what they leave behind is collected early, not kept.
  '--max-semi-space-size=8',
  // Where every core is busy, sharing this work out costs more than doing it.
  '--no-parallel-scavenge',
  '--initial-old-space-size=48',
  '--heap-growing-percent=50',
  '--max-old-space-size=512',
]

/** How glibc's allocator gives back what is freed, where it is glibc: 20 MB less in a service that was busy. */
export const allocator = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}

const compileCache = join(stateDir, 'compile-cache')

/** A stand-in never carries out a call that was given up for long; the real ones may, for 20 minutes. */
const ofStandIns = { CALL_TIMEOUT_MS: '10000', SETTLE_HORIZON_MS: '2000' }

/** Every process of ours, with all of its settings. */
export const services: readonly ServicePlan[] = [
  {
    name: 'identity-provider',
    main: 'packages/local-stack/src/commands/identity-provider.ts',
    readyPath: '/.well-known/openid-configuration',
    needs: 'nothing',
    nodeOptions: [],
    env: (stack) => ({
      ...onThisMachine('identity-provider', stack),
      SECRETS_FILE: stack.secretsFile,
      PAGES_URL: urlOf(stack.ports, 'admin-ui'),
    }),
  },
  simulator('dynamics-simulator', 'dynamics-main.ts'),
  simulator('xledger-simulator', 'xledger-main.ts'),
  simulator('rest-simulator', 'rest-ledger-main.ts'),
  service('config', (stack) => ({
    ...owningNothing('config', stack),
    ...adapterUrls(stack.ports),
    ORCHESTRATOR_URL: urlOf(stack.ports, 'orchestrator'),
    KEY_FILE: stack.keyFile,
    KEY_FILE_CREATE: 'true',
  })),
  service('orchestrator', ({ ports }) => adapterUrls(ports)),
  service('dynamics-adapter', ({ ports }) => ({
    CONFIG_URL: urlOf(ports, 'config'),
    ENTRA_AUTHORITY: urlOf(ports, 'dynamics-simulator'),
    BUSINESS_CENTRAL_URL: urlOf(ports, 'dynamics-simulator'),
    ...ofStandIns,
    ROLLBACK_HORIZON_MS: '2000',
  })),
  service('xledger-adapter', ({ ports }) => ({
    CONFIG_URL: urlOf(ports, 'config'),
    XLEDGER_URL: urlOf(ports, 'xledger-simulator'),
    ...ofStandIns,
    MOVE_MS: '1000',
    // Its import job takes a second; Xledger's may take a day, and is asked more seldom.
    FOLLOW_UP_FIRST_MS: '1500',
    FOLLOW_UP_LONGEST_MS: '5000',
    FOLLOW_UP_APART_MS: '3000',
  })),
  service('rest-adapter', ({ ports }) => ({
    CONFIG_URL: urlOf(ports, 'config'),
    ALLOWED_PRIVATE_HOSTS: new URL(urlOf(ports, 'rest-simulator')).host,
    ...ofStandIns,
    MOVE_MS: '1000',
  })),
  service('status-query', (stack) => ({
    ...owningNothing('status-query', stack),
    SEAL_KEY_FILE: stack.sealKeyFile,
    SEAL_KEY_FILE_CREATE: 'true',
  })),
  service('alerting', (stack) => ({
    ...owningNothing('alerting', stack),
    // Nobody who tries it out waits for a minute.
    GATHER_MS: '5000',
  })),
  server('admin-ui', (stack) => ({
    PUBLIC_URL: urlOf(stack.ports, 'admin-ui'),
    INSECURE_HTTP: 'true',
    CONFIG_URL: urlOf(stack.ports, 'config'),
    ORCHESTRATOR_URL: urlOf(stack.ports, 'orchestrator'),
    STATUS_QUERY_URL: urlOf(stack.ports, 'status-query'),
    ALERTING_URL: urlOf(stack.ports, 'alerting'),
    KEY_FILE: stack.sessionKeyFile,
    KEY_FILE_CREATE: 'true',
    // Tests, pictures and demonstrations all sign in from here.
    SIGN_INS_PER_MINUTE: '100000',
    PROXIES: '0',
  })),
]

const adapterUrls = (ports: Ports) => ({
  DYNAMICS_ADAPTER_URL: urlOf(ports, 'dynamics-adapter'),
  XLEDGER_ADAPTER_URL: urlOf(ports, 'xledger-adapter'),
  REST_ADAPTER_URL: urlOf(ports, 'rest-adapter'),
})

/** For a service that migrates as the owner of its database, and works as somebody who owns nothing. */
const owningNothing = (name: string, stack: StackSettings) => ({
  DATABASE_URL: stack.databaseUserUrl(name),
  DATABASE_OWNER_URL: stack.databaseUrl(name),
})

function simulator(name: PortName, file: string): ServicePlan {
  return {
    name,
    main: `packages/simulators/src/${file}`,
    readyPath: '/_sim/health',
    needs: 'nothing',
    nodeOptions: [],
    env: (stack) => ({ ...onThisMachine(name, stack), DATA_FILE: stack.ledgerFile(name) }),
  }
}

function service(name: PortName, own: ServicePlan['env']): ServicePlan {
  return server(name, (stack) => ({
    KAFKA_BROKERS: stack.kafkaBrokers,
    KAFKA_TOPIC_PREFIX: stack.topicPrefix,
    ...own(stack),
  }))
}

/** With a database of its own. */
function server(name: PortName, own: ServicePlan['env']): ServicePlan {
  return {
    name,
    main: `services/${name}/src/main.ts`,
    readyPath: '/health/ready',
    needs: 'servers',
    nodeOptions,
    env: (stack) => ({
      ...onThisMachine(name, stack),
      ...allocator,
      DATABASE_URL: stack.databaseUrl(name),
      OIDC_ISSUER: issuerOf(stack),
      OIDC_AUDIENCE: audience,
      SERVICE_CLIENT_ID: name,
      SERVICE_CLIENT_SECRET: stack.clientSecret(name),
      ...own(stack),
    }),
  }
}

const onThisMachine = (name: PortName, { ports }: StackSettings) => ({
  HOST: '127.0.0.1',
  PORT: String(ports[name]),
  // Less to compile at every start, and less memory for it.
  NODE_COMPILE_CACHE: compileCache,
})

export const mainOf = (plan: ServicePlan) => join(repositoryRoot, plan.main)

/** The services that keep a database of their own. */
export const databaseServices = services
  .filter(({ needs }) => needs === 'servers')
  .map(({ name }) => name)
