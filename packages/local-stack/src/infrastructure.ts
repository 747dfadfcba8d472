import {
  chooseInfrastructure,
  type Choice,
  type InfrastructureChoice,
} from './infrastructure-choice.ts'
import { ensureKafkaJars } from './kafka-jars.ts'
import { kafkaRecipe } from './kafka.ts'
import { freePorts } from './ports.ts'
import { postgresRecipe, type ServerRecipe } from './postgres.ts'
import { silent, type Report } from './report.ts'
import { supervise, type Supervised } from './supervised.ts'

export interface InfrastructureOptions {
  /** Where embedded servers keep their data. */
  readonly dataDir: string
  readonly ports?: {
    readonly postgres: number
    readonly kafka: number
    readonly kafkaController: number
  }
  /** Data that outlive a power cut; tests need no such. */
  readonly durable?: boolean
  /** What to use; found out when left out. */
  readonly choice?: InfrastructureChoice
  readonly report?: Report
  readonly logFile?: (name: string) => string
  readonly onChange?: () => void
}

export interface Infrastructure extends AsyncDisposable {
  readonly databaseUrl: string
  readonly kafkaBrokers: string
  /** The servers that run as processes of this machine; none for given servers and containers. */
  readonly processes: readonly Supervised[]
}

/**
 * PostgreSQL and Kafka, ready: those that DATABASE_URL and KAFKA_BROKERS name, else embedded ones where Java and Maven
 * are there, else containers where a Docker engine answers. INFRASTRUCTURE=embedded|docker chooses.
 */
export async function startInfrastructure(options: InfrastructureOptions): Promise<Infrastructure> {
  const { report = silent } = options
  const choice = options.choice ?? (await chooseInfrastructure(process.env))
  await using started = new AsyncDisposableStack()
  // Jars first: a download that fails must not leave a database behind.
  const jars = choice.kafka.kind === 'embedded' ? await ensureKafkaJars(report) : ''
  const ports = options.ports ?? (await choosePorts())
  const resources = { started, processes: [] as Supervised[] }
  const settled = await Promise.allSettled([
    startPostgres(choice.postgres, { ...options, ports }, resources),
    startKafka(choice.kafka, { ...options, ports, jars }, resources),
  ])
  const failed = settled.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  const [databaseUrl, kafkaBrokers] = settled.map(
    (result) => (result as PromiseFulfilledResult<string>).value,
  ) as [string, string]
  const held = started.move()
  return {
    databaseUrl,
    kafkaBrokers,
    processes: resources.processes,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

type Options = InfrastructureOptions & Required<Pick<InfrastructureOptions, 'ports'>>

interface Resources {
  readonly started: AsyncDisposableStack
  readonly processes: Supervised[]
}

async function startPostgres(
  choice: Choice,
  options: Options,
  resources: Resources,
): Promise<string> {
  const { report = silent, dataDir, ports, durable = false, logFile } = options
  if (choice.kind === 'given') return choice.address
  if (choice.kind === 'docker') {
    report('Starting PostgreSQL in a container (its image is fetched once)')
    const { startPostgresContainer } = await import('./containers.ts')
    return resources.started.use(await startPostgresContainer()).address
  }
  const log = logFile && { logFile: logFile('postgres') }
  const recipe = await postgresRecipe({ dataDir, port: ports.postgres, durable, ...log })
  return startServer(recipe, options, resources)
}

async function startKafka(
  choice: Choice,
  options: Options & { jars: string },
  resources: Resources,
): Promise<string> {
  const { report = silent, dataDir, ports, jars, logFile } = options
  if (choice.kind === 'given') return choice.address
  if (choice.kind === 'docker') {
    report('Starting Kafka in a container (its image is fetched once)')
    const { startKafkaContainer } = await import('./containers.ts')
    return resources.started.use(await startKafkaContainer()).address
  }
  const recipe = kafkaRecipe({
    java: choice.java,
    jars,
    dataDir,
    port: ports.kafka,
    controllerPort: ports.kafkaController,
    ...(logFile && { logFile: logFile('kafka') }),
  })
  return startServer(recipe, options, resources)
}

async function startServer(
  recipe: ServerRecipe,
  { report = silent, onChange }: Options,
  { started, processes }: Resources,
): Promise<string> {
  report(`Starting ${recipe.name}`)
  const server = started.use(supervise(recipe, { report, ...(onChange && { onChange }) }))
  await server.start()
  processes.push(server)
  report(`${recipe.name} is ready on ${recipe.address.replace(/^.*@|\/\w+$/g, '')}`)
  return recipe.address
}

async function choosePorts(): Promise<Options['ports']> {
  const [postgres, kafka, kafkaController] = (await freePorts(3)) as [number, number, number]
  return { postgres, kafka, kafkaController }
}
