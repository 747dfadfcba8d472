import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { buildPages } from './build-pages.ts'
import { databaseUrl, databaseUserUrl } from './databases.ts'
import { demoOrganizations } from './demo-organizations.ts'
import { chooseInfrastructure } from './infrastructure-choice.ts'
import {
  startInfrastructure,
  type Infrastructure,
  type InfrastructureOptions,
} from './infrastructure.ts'
import { interrupted, putAwayWhenInterrupted } from './interruption.ts'
import { putAside } from './log-follower.ts'
import { portNames, type Ports } from './port-plan.ts'
import { prepareServers } from './prepare-servers.ts'
import { silent } from './report.ts'
import { createServices } from './running-services.ts'
import { seedOrganizations, untilShown } from './seed.ts'
import { databaseServices, services as plans, urlOf, type StackSettings } from './services.ts'
import { stackHandles, type StackHandles } from './stack-handles.ts'
import { lockData } from './stack-lock.ts'
import { choosePorts, stackHome, type StackHome, type StackOptions } from './stack-options.ts'
import { loadSecrets, writePrivately } from './stack-secrets.ts'
import { createTemporaryFolder } from './temporary-folder.ts'

/** A whole Bilagsbro on this machine. Disposing of it stops everything, in order. */
export interface Stack extends StackHandles, AsyncDisposable {}

/** Resolves when every process is ready and the organisations are entered. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { report = silent, signal = interrupted } = options
  await using resources = new AsyncDisposableStack()
  // What is missing is said before anything is started.
  const choice = await chooseInfrastructure(process.env)
  const home = await openHome(options, resources)
  const ports = await choosePorts(options)
  for (const name of portNames) putAside(home.logFile(name))
  const plan = planData(home, ports, options)

  let publish = () => {}
  const held = resources.use(new AsyncDisposableStack())
  const services = resources.use(createServices(home, options, () => publish()))
  const serve = async () => {
    const servers = held.use(
      await startServers(home, ports, options, { choice, onChange: () => publish() }),
    )
    held.use(await prepareServers(servers, { ...plan, report }))
    return servers
  }
  // A start that is given up does not wait for services that are not ready yet.
  using _givenUp = onAbort(signal, () => void services[Symbol.asyncDispose]())
  const started = plans.filter(({ name }) =>
    name === 'admin-ui' ? options.pages : (options.services?.includes(name) ?? true),
  )
  const start = (needs: 'nothing' | 'servers', settings: StackSettings) =>
    services.start(
      started.filter((service) => service.needs === needs),
      settings,
    )
  const [servers] = await all([
    serve(),
    start('nothing', plan.settings('', '')),
    options.pages ? buildPages(home) : Promise.resolve(),
  ])
  signal.throwIfAborted()
  const settings = plan.settings(servers.databaseUrl, servers.kafkaBrokers)
  await start('servers', settings)
  const handles = stackHandles({ home, settings, servers, services, started })
  if (services.find('config')) await enterOrganizations(handles, ports, options)
  signal.throwIfAborted()

  publish = () => writePrivately(home.addressFile, handles.addresses())
  publish()
  resources.defer(() => {
    publish = () => {}
    rmSync(home.addressFile, { force: true })
  })
  return { ...handles, ...disposable(resources.move()) }
}

async function openHome(
  { home, fresh, report = silent }: StackOptions,
  resources: AsyncDisposableStack,
): Promise<StackHome> {
  const temporary = fresh && home === undefined
  const opened = stackHome(
    temporary ? resources.use(await createTemporaryFolder('stack')).path : home,
  )
  resources.use(await lockData(opened.dataDir, report))
  // Of a stack that was killed: nothing behind it answers any more.
  rmSync(opened.addressFile, { force: true })
  return opened
}

/** Names and secrets. A fresh run on servers that are not its own gets names of its own, and drops what it made. */
function planData(home: StackHome, ports: Ports, { fresh = false }: StackOptions) {
  const guest = fresh && Boolean(process.env['DATABASE_URL'] || process.env['KAFKA_BROKERS'])
  const mark = guest ? `run_${randomBytes(4).toString('hex')}` : ''
  const { identity, databasePasswords } = loadSecrets(home.secretsFile, databaseServices)
  const databases = databaseServices.map((service) => ({
    service,
    name: ['bilagsbro', mark, service.replaceAll('-', '_')].filter(Boolean).join('_'),
    password: databasePasswords[service]!,
  }))
  const topicPrefix = guest ? `${mark}.` : ''
  return {
    databases,
    topicPrefix,
    dropAfterwards: guest,
    settings: (adminUrl: string, kafkaBrokers: string): StackSettings => ({
      ports,
      kafkaBrokers,
      topicPrefix,
      secretsFile: home.secretsFile,
      keyFile: home.keyFile,
      sealKeyFile: home.sealKeyFile,
      sessionKeyFile: home.sessionKeyFile,
      ledgerFile: fresh ? () => '' : home.ledgerFile,
      databaseUrl: (name) => databaseUrl(adminUrl, known(databases, name)),
      databaseUserUrl: (name) => databaseUserUrl(adminUrl, known(databases, name)),
      clientSecret: (client) => {
        const secret = identity.clientSecrets[client]
        if (secret === undefined) throw new Error(`There is no client ${client}.`)
        return secret
      },
    }),
  }
}

function known<T extends { readonly service: string }>(all: readonly T[], name: string): T {
  const found = all.find(({ service }) => service === name)
  if (!found) throw new Error(`The service ${name} has no database.`)
  return found
}

const startServers = (
  home: StackHome,
  ports: Ports,
  { durable = true, report = silent }: StackOptions,
  more: Pick<InfrastructureOptions, 'choice' | 'onChange'>,
): Promise<Infrastructure> =>
  startInfrastructure({
    ...more,
    dataDir: home.dataDir,
    ports: {
      postgres: ports.postgres,
      kafka: ports.kafka,
      kafkaController: ports['kafka-controller'],
    },
    durable,
    report,
    logFile: home.logFile,
  })

async function enterOrganizations(
  stack: StackHandles,
  ports: Ports,
  { organizations = demoOrganizations, report = silent }: StackOptions,
): Promise<void> {
  const token = () => stack.tokenFor('demo-global-admin')
  const entered = await seedOrganizations({
    configUrl: urlOf(ports, 'config'),
    token,
    organizations: organizations(urlOf(ports, 'rest-simulator')),
  })
  if (entered.length === 0) return
  report(`Entered the organisations ${entered.join(', ')}`)
  const statusUrl = stack.addresses().services['status-query']?.url
  if (statusUrl) await untilShown(entered, { statusUrl, token })
}

function onAbort(signal: AbortSignal, act: () => void): Disposable {
  signal.addEventListener('abort', act)
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', act) }
}

/** Whoever asks first, all wait for the same end. */
function disposable(everything: AsyncDisposableStack): AsyncDisposable {
  let gone: Promise<void> | undefined
  const resource = {
    [Symbol.asyncDispose]: () => (gone ??= everything.disposeAsync()),
  }
  const registration = putAwayWhenInterrupted(resource)
  everything.defer(() => registration[Symbol.dispose]())
  return resource
}

/** Waits for every one before the first failure is thrown: nothing goes on starting unseen. */
async function all<T extends readonly Promise<unknown>[]>(
  promises: readonly [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const results: PromiseSettledResult<unknown>[] = await Promise.allSettled(promises)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as never
}
