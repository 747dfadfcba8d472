import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brokerAnswers } from './kafka-probe.ts'
import { lastLines, startProcess, type RunningProcess } from './processes.ts'
import type { ServerRecipe } from './postgres.ts'
import { StackError } from './stack-error.ts'
import { recordsIn } from './temporary-folder.ts'
import { until } from './until.ts'

const run = promisify(execFile)

export interface KafkaOptions {
  readonly java: string
  readonly jars: string
  readonly dataDir: string
  readonly port: number
  readonly controllerPort: number
  readonly logFile?: string
}

/** One Apache Kafka broker (KRaft) on 127.0.0.1. Its data survive in `dataDir`. */
export function kafkaRecipe(options: KafkaOptions): ServerRecipe {
  const home = join(options.dataDir, 'kafka')
  const classpath = join(options.jars, '*')
  const configuration = join(home, 'server.properties')
  return {
    name: 'kafka',
    address: `127.0.0.1:${options.port}`,
    stopDeadlineMs: 15_000,
    async start() {
      mkdirSync(home, { recursive: true })
      writeFileSync(configuration, serverProperties(home, options))
      await format({ java: options.java, classpath, configuration, home })
      return startProcess({
        name: 'kafka',
        command: options.java,
        args: [...jvmOptions(), '-cp', classpath, 'kafka.Kafka', configuration],
        cwd: home,
        env: process.env,
        logFile: options.logFile ?? join(options.dataDir, 'logs/kafka.log'),
        recordsDir: recordsIn(options.dataDir),
      })
    },
    ready: (broker) => ready(broker, options.port),
  }
}

/** The voters are named here, not in the log of the first start: the ports may be others next time. */
function serverProperties(home: string, { port, controllerPort }: KafkaOptions): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': join(home, 'data'),
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

function jvmOptions(): string[] {
  return [
    '-Xmx512m',
    '-XX:+UseSerialGC',
    '-Xshare:auto',
    // What the thorough compiler costs does not come back in minutes: without it a broker here does as much with half the CPU.
    '-XX:TieredStopAtLevel=1',
    '-Djava.net.preferIPv4Stack=true',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    '-Dorg.slf4j.simpleLogger.showDateTime=true',
  ]
}

async function format(files: {
  java: string
  classpath: string
  configuration: string
  home: string
}): Promise<void> {
  const done = join(files.home, 'formatted')
  if (existsSync(done)) return
  const id = clusterId()
  const tool = ['-XX:TieredStopAtLevel=1', '-cp', files.classpath, 'kafka.tools.StorageTool']
  // A format that was killed half-way is finished by this one.
  const args = ['format', '--ignore-formatted', '-t', id, '-c', files.configuration]
  try {
    await run(files.java, [...tool, ...args])
  } catch (cause) {
    throw new StackError(
      `Kafka could not create its data folder ${files.home}: ${(cause as Error).message}`,
      'see that the disk has room and that the folder may be written to; `rm -r .bilagsbro/data` begins with an empty broker.',
      { cause },
    )
  }
  writeFileSync(done, id)
}

/** The tool takes an id that begins with a dash for another option. */
function clusterId(): string {
  const id = randomBytes(16).toString('base64url')
  return id.startsWith('-') ? clusterId() : id
}

async function ready(broker: RunningProcess, port: number): Promise<void> {
  const settled = async () => !broker.running || (await brokerAnswers('127.0.0.1', port))
  if ((await until(settled, { deadlineMs: 90_000, everyMs: 50 })) && broker.running) return
  throw new StackError(
    `Kafka did not come up. The end of its log (${broker.logFile}):\n${lastLines(broker.logFile)}`,
    'put right what the log names; `rm -r .bilagsbro/data` begins with an empty broker.',
  )
}
