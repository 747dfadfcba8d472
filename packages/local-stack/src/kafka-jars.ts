import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { findMaven } from './java.ts'
import { stateDir } from './paths.ts'
import type { Report } from './report.ts'
import { StackError } from './stack-error.ts'

const run = promisify(execFile)
const pom = resolve(import.meta.dirname, '../kafka/pom.xml')

export const kafkaVersion = '4.3.1'
export const kafkaJars = join(stateDir, 'kafka', kafkaVersion)

export const haveKafkaJars = () => existsSync(kafkaJars)

/** The broker's jars, fetched through Maven once per checkout. Several runs may ask at the same time. */
export async function ensureKafkaJars(report: Report): Promise<string> {
  if (haveKafkaJars()) return kafkaJars
  const maven = await findMaven()
  if ('missing' in maven)
    throw new StackError(
      `The jars of Apache Kafka are not there yet, and there is ${maven.missing}.`,
      mavenRemedy,
    )
  report(`Fetching Apache Kafka ${kafkaVersion} through Maven (once, 43 MB)`)
  removeOldDrafts()
  const draft = `${kafkaJars}.${process.pid}.part`
  mkdirSync(draft, { recursive: true })
  try {
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime']
    await run(maven.command, ['-B', '-q', '-f', pom, ...goal, `-DoutputDirectory=${draft}`], {
      maxBuffer: 16 * 1024 * 1024,
    })
    renameSync(draft, kafkaJars)
  } catch (cause) {
    // Another run was quicker.
    if (!haveKafkaJars()) throw failure(cause)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return kafkaJars
}

const mavenRemedy =
  'install Maven 3.6 or newer (Debian: apt install maven; macOS: brew install maven), or set KAFKA_BROKERS to a broker of your own, or start Docker and set INFRASTRUCTURE=docker.'

function failure(cause: unknown): StackError {
  const { stdout = '', message } = cause as Error & { stdout?: string }
  const said = (stdout || message).trim().split('\n').slice(0, 6).join('\n    ')
  return new StackError(
    `Maven could not fetch Apache Kafka ${kafkaVersion}:\n    ${said}`,
    'see that Maven reaches its repository (proxy and mirrors: ~/.m2/settings.xml) and try again, or set KAFKA_BROKERS to a broker of your own.',
    { cause },
  )
}

function removeOldDrafts(): void {
  const folder = join(stateDir, 'kafka')
  if (!existsSync(folder)) return
  const hourAgo = Date.now() - 60 * 60 * 1000
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.part'))) {
    const path = join(folder, name)
    try {
      if (statSync(path).mtimeMs < hourAgo) rmSync(path, { recursive: true, force: true })
    } catch {
      // Its own run finished it.
    }
  }
}
