import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dropDatabases } from '../../packages/local-stack/src/databases.ts'
import { freePorts } from '../../packages/local-stack/src/ports.ts'
import {
  lastLines,
  startProcess,
  type RunningProcess,
} from '../../packages/local-stack/src/processes.ts'
import { databaseServices } from '../../packages/local-stack/src/services.ts'
import type { StackSecrets } from '../../packages/local-stack/src/stack-secrets.ts'
import { recordsIn } from '../../packages/local-stack/src/temporary-folder.ts'
import { until } from '../../packages/local-stack/src/until.ts'
import { connectKafka } from '../../packages/messaging/src/connection.ts'
import { dropTopics } from '../../packages/messaging/src/topics.ts'
import { createLogger } from '../../packages/service-kit/src/logger.ts'
import { containerOf, createImage, entrypoint, ours } from './compose.ts'

interface Servers {
  readonly databaseUrl: string
  readonly kafkaBrokers: string
}

/** Processes in the place of containers: with their commands, settings, order and health checks. */
export async function createContainers(folder: string, servers: Servers) {
  const image = join(folder, 'app')
  await createImage(image)
  const machine = await createMachine({ folder, image, servers })
  const running = new Map<string, RunningProcess>()
  const starts = new Map<string, Promise<void>>()

  async function start(name: string): Promise<void> {
    const { depends_on: needs = {}, healthcheck } = containerOf(name)
    const waiting = Object.keys(needs).filter((need) => machine.runs(need))
    await Promise.all(waiting.map(started))
    const logFile = join(folder, `${name}.log`)
    const child = await startProcess({
      name,
      command: process.execPath,
      args: machine.argumentsOf(name),
      cwd: image,
      env: machine.settingsOf(name),
      logFile,
      recordsDir: recordsIn(folder),
    })
    running.set(name, child)
    const isUp = () => !child.running || (healthcheck !== undefined && machine.isHealthy(name))
    await until(isUp, { deadlineMs: 60_000, everyMs: 200 })
    if (healthcheck ? child.running : (await child.exited).code === 0) return
    throw new Error(`${name} did not start:\n${lastLines(logFile)}`)
  }
  function started(name: string): Promise<void> {
    const known = starts.get(name) ?? start(name)
    starts.set(name, known)
    return known
  }
  return {
    started,
    ...machine,
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(starts.values())
      await Promise.all([...running.values()].map((child) => child.stop()))
      await machine.clean()
    },
  }
}

/** The addresses and volumes of containers, as they are on this machine; nothing is left on servers that were lent. */
async function createMachine(place: { folder: string; image: string; servers: Servers }) {
  const { folder, image, servers } = place
  const mark = randomBytes(4).toString('hex')
  const topicPrefix = `composed.${mark}.`
  const databasePrefix = `composed_${mark}`
  const names = ours.map(([name]) => name)
  const free = await freePorts(names.length)
  const portOf = (name: string) => free[names.indexOf(name)]!
  for (const volume of ['secrets', 'keys', 'ledgers']) mkdirSync(join(folder, volume))

  const here = (value: string) =>
    value
      .replace(/^postgres:.*/, servers.databaseUrl)
      .replace('kafka:19092', servers.kafkaBrokers)
      .replace(/^(http:\/\/)?([a-z][\w-]*):\d+$/, (value, scheme = '', name: string) =>
        names.includes(name) ? `${scheme}127.0.0.1:${portOf(name)}` : value,
      )
      .replace(/(^|=)(\/(?:secrets|keys|ledgers)\b)/, `$1${folder}$2`)
      .replace('/app/', `${image}/`)
  const settingsOf = (name: string): NodeJS.ProcessEnv => {
    const { environment = {}, ports } = containerOf(name)
    const settings = Object.entries(environment).map(([key, value]) => [key, here(value)])
    return {
      PATH: process.env['PATH'],
      KAFKA_TOPIC_PREFIX: topicPrefix,
      DATABASE_PREFIX: databasePrefix,
      ...Object.fromEntries(settings),
      ...(ports && { PORT: String(portOf(name)) }),
    }
  }
  return {
    topicPrefix,
    settingsOf,
    runs: (name: string) => names.includes(name),
    urlOf: (name: string) => `http://127.0.0.1:${portOf(name)}`,
    argumentsOf: (name: string) =>
      [...entrypoint.slice(1), ...containerOf(name).command!].map((argument) => here(argument)),
    isHealthy(name: string): boolean {
      const [, , ...probe] = containerOf(name).healthcheck!.test
      return spawnSync(process.execPath, probe, { env: settingsOf(name) }).status === 0
    },
    secrets: () =>
      JSON.parse(readFileSync(join(folder, 'secrets/secrets.json'), 'utf8')) as StackSecrets,
    async clean() {
      const own = databaseServices.map((name) => `${databasePrefix}_${name.replaceAll('-', '_')}`)
      await dropDatabases(servers.databaseUrl, own)
      const logger = createLogger('compose', 'silent')
      const brokers = servers.kafkaBrokers
      await dropTopics(connectKafka({ brokers, clientId: 'compose', topicPrefix, logger }))
    },
  }
}
