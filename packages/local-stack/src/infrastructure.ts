import { chooseInfrastructure, type Choice } from './infrastructure-choice.ts'
import { ensureKafkaJars } from './kafka-jars.ts'
import { startKafka } from './kafka.ts'
import { freePorts } from './ports.ts'
import { startPostgres } from './postgres.ts'
import type { RunningProcess } from './processes.ts'
import { silent, type Report } from './report.ts'

export interface InfrastructureOptions {
  /** Where embedded servers keep their data. */
  readonly dataDir: string
  readonly ports?: {
    readonly postgres: number
    readonly kafka: number
    readonly kafkaController: number
  }
  /** Data that outlives a power cut, and a broker tuned for long runs; for tests neither. */
  readonly durable?: boolean
  readonly env?: NodeJS.ProcessEnv
  readonly report?: Report
  readonly logFile?: (name: string) => string
}

export interface Infrastructure extends AsyncDisposable {
  readonly databaseUrl: string
  readonly kafkaBrokers: string
  /** The servers that this process started on this machine; none for given or container servers. */
  readonly processes: { readonly postgres?: RunningProcess; readonly kafka?: RunningProcess }
}

/**
 * PostgreSQL and Kafka, ready: those that DATABASE_URL and KAFKA_BROKERS name, else embedded ones where Java and Maven
 * are there, else containers where a Docker engine answers. INFRASTRUCTURE=embedded|docker chooses.
 */
export async function startInfrastructure(options: InfrastructureOptions): Promise<Infrastructure> {
  const { env = process.env, report = silent } = options
  const choice = await chooseInfrastructure(env)
  await using started = new AsyncDisposableStack()
  // Jars first: a download that fails must not leave a database behind.
  const jars = choice.kafka.kind === 'embedded' ? await ensureKafkaJars(report) : ''
  const ports = options.ports ?? (await choosePorts())
  const settled = await Promise.allSettled([
    postgres(choice.postgres, options, ports, started),
    kafka(choice.kafka, options, { ports, jars }, started),
  ])
  const failed = settled.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  const [database, broker] = settled.map(
    (result) => (result as PromiseFulfilledResult<Server>).value,
  )
  const resources = started.move()
  return {
    databaseUrl: database!.address,
    kafkaBrokers: broker!.address,
    processes: {
      ...(database!.process && { postgres: database!.process }),
      ...(broker!.process && { kafka: broker!.process }),
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

interface Server {
  readonly address: string
  readonly process?: RunningProcess
}
type Ports = NonNullable<InfrastructureOptions['ports']>

async function postgres(
  choice: Choice,
  options: InfrastructureOptions,
  ports: Ports,
  resources: AsyncDisposableStack,
): Promise<Server> {
  const report = options.report ?? silent
  if (choice.kind === 'given') return { address: choice.address }
  if (choice.kind === 'docker') {
    report('Starting PostgreSQL in a container (the image is fetched once)')
    const { startPostgresContainer } = await import('./containers.ts')
    return resources.use(await startPostgresContainer())
  }
  report('Starting PostgreSQL')
  const server = resources.use(
    await startPostgres({
      dataDir: options.dataDir,
      port: ports.postgres,
      durable: options.durable ?? false,
      ...(options.logFile && { logFile: options.logFile('postgres') }),
    }),
  )
  report(`PostgreSQL is ready on 127.0.0.1:${ports.postgres}`)
  return { address: server.url, process: server.process }
}

async function kafka(
  choice: Choice,
  options: InfrastructureOptions,
  { ports, jars }: { ports: Ports; jars: string },
  resources: AsyncDisposableStack,
): Promise<Server> {
  const report = options.report ?? silent
  if (choice.kind === 'given') return { address: choice.address }
  if (choice.kind === 'docker') {
    report('Starting Kafka in a container (the image is fetched once)')
    const { startKafkaContainer } = await import('./containers.ts')
    return resources.use(await startKafkaContainer())
  }
  report('Starting Kafka')
  const broker = resources.use(
    await startKafka({
      java: choice.java,
      jars,
      dataDir: options.dataDir,
      port: ports.kafka,
      controllerPort: ports.kafkaController,
      sustained: options.durable ?? false,
      ...(options.logFile && { logFile: options.logFile('kafka') }),
    }),
  )
  report(`Kafka is ready on ${broker.brokers}`)
  return { address: broker.brokers, process: broker.process }
}

async function choosePorts(): Promise<Ports> {
  const [postgresPort, kafkaPort, kafkaController] = (await freePorts(3)) as [
    number,
    number,
    number,
  ]
  return { postgres: postgresPort, kafka: kafkaPort, kafkaController }
}
