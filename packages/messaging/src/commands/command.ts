import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { connectKafka, type KafkaConnection } from '../connection.ts'
import { asError } from '../wait.ts'
import { printable } from './printable.ts'

/** A fault that the person who typed the command can put right. */
export class CommandError extends Error {}

/** Runs a command against the Kafka of the environment, or of the stack that runs in this checkout. */
export async function runCommand(work: (connection: KafkaConnection) => Promise<void>) {
  try {
    await work(connect())
  } catch (thrown) {
    const error = asError(thrown)
    const isExpected = error instanceof CommandError || error.name.startsWith('KafkaJS')
    const remedy = error.name.startsWith('KafkaJS') ? '\nIs Kafka running at this address?' : ''
    process.stderr.write(`${isExpected ? error.message : error.stack}${remedy}\n`)
    process.exitCode = 1
  }
}

export const write = (text: string): void => void process.stdout.write(`${text}\n`)

export const writeJson = (value: unknown): void => write(printable(JSON.stringify(value)))

function connect(): KafkaConnection {
  const { brokers, topicPrefix } = fromEnvironment() ?? fromStack()
  const logger = createLogger('command', process.env['LOG_LEVEL'] ?? 'silent')
  return connectKafka(
    { brokers, topicPrefix, clientId: 'bilagsbro-command', logger },
    { retry: { retries: 3, initialRetryTime: 300, maxRetryTime: 2_000 } },
  )
}

interface Address {
  readonly brokers: string
  readonly topicPrefix: string
}

function fromEnvironment(): Address | undefined {
  const brokers = process.env['KAFKA_BROKERS']
  return brokers ? { brokers, topicPrefix: process.env['KAFKA_TOPIC_PREFIX'] ?? '' } : undefined
}

function fromStack(): Address {
  const root = join(import.meta.dirname, '../../../..')
  try {
    const text = readFileSync(join(root, '.bilagsbro/stack.json'), 'utf8')
    const { kafka } = JSON.parse(text) as { kafka: { brokers: string; topicPrefix?: string } }
    return { brokers: kafka.brokers, topicPrefix: kafka.topicPrefix ?? '' }
  } catch (cause) {
    const remedy = 'Start a stack with `npm start`, or set KAFKA_BROKERS (and KAFKA_TOPIC_PREFIX).'
    throw new CommandError(`No Kafka is known here. ${remedy}`, { cause })
  }
}
