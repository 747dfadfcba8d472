import {
  GenericContainer,
  getContainerRuntimeClient,
  Wait,
  type StartedTestContainer,
} from 'testcontainers'
import { brokerAnswers } from './kafka-probe.ts'
import { kafkaVersion } from './kafka-jars.ts'
import { freePorts } from './ports.ts'
import { StackError } from './stack-error.ts'
import { until } from './until.ts'

export interface Container extends AsyncDisposable {
  readonly address: string
}

export async function dockerAnswers(): Promise<boolean> {
  try {
    await getContainerRuntimeClient()
    return true
  } catch {
    return false
  }
}

/** Binds to this machine alone, unless the engine is on another one. Testcontainers has no setting for it. */
class LocalContainer extends GenericContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    if ((await engineHost()) !== localhost) return
    const bindings = this.hostConfig.PortBindings as Record<string, { HostPort: string }[]>
    for (const [binding] of Object.values(bindings))
      if (binding) Object.assign(binding, { HostIp: localhost })
  }
}

const localhost = '127.0.0.1'

async function engineHost(): Promise<string> {
  const { host } = (await getContainerRuntimeClient()).info.containerRuntime
  return host === 'localhost' ? localhost : host
}

export async function startPostgresContainer(): Promise<Container> {
  const container = await new LocalContainer('postgres:18')
    .withEnvironment({ POSTGRES_PASSWORD: 'postgres' })
    .withCommand(['postgres', '-c', 'max_connections=300'])
    .withExposedPorts(5432)
    // Its entry point starts the server once for itself, before the one that stays.
    .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
    .start()
  const address = `${await engineHost()}:${container.getMappedPort(5432)}`
  return held(`postgres://postgres:postgres@${address}/postgres`, container)
}

export async function startKafkaContainer(): Promise<Container> {
  const host = await engineHost()
  // Clients must be told the address before the container exists, so that the port is chosen here.
  const [port] = (await freePorts(1)) as [number]
  const container = await new LocalContainer(`apache/kafka:${kafkaVersion}`)
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: 'PLAINTEXT://0.0.0.0:9092,CONTROLLER://localhost:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${host}:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    })
    .start()
  if (await until(() => brokerAnswers(host, port), { deadlineMs: 60_000 }))
    return held(`${host}:${port}`, container)
  await container.stop()
  throw new StackError(
    `The Kafka container did not answer on ${host}:${port} within 60 s.`,
    'look at `docker ps -a` and `docker logs`, or set KAFKA_BROKERS to a broker of your own.',
  )
}

const held = (address: string, container: StartedTestContainer): Container => ({
  address,
  async [Symbol.asyncDispose]() {
    await container.stop()
  },
})
