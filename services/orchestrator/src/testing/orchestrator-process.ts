import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestTopics } from '@bilagsbro/messaging/testing'
import { compileCache } from '@bilagsbro/service-kit/testing'

export interface OrchestratorOptions {
  readonly databaseUrl: string
  readonly topics: Pick<TestTopics, 'brokers' | 'prefix'>
  readonly issuer?: string
  readonly env?: Readonly<Record<string, string>>
}

const main = join(import.meta.dirname, '..', 'main.ts')

/** The service as it runs in production, in a process of its own that can be killed. */
export async function startOrchestrator(options: OrchestratorOptions) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=TimeoutNegativeWarning', '--max-semi-space-size=4', main],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        ...compileCache(),
        DATABASE_URL: options.databaseUrl,
        KAFKA_BROKERS: options.topics.brokers,
        KAFKA_TOPIC_PREFIX: options.topics.prefix,
        OIDC_ISSUER: options.issuer ?? 'http://127.0.0.1:9',
        KAFKAJS_NO_PARTITIONER_WARNING: '1',
        TICK_MS: '50',
        ...options.env,
      },
    },
  )
  const lines: string[] = []
  const url = new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`exited with ${code}:\n${lines.join('\n')}`)))
    createInterface(child.stderr).on('line', (line) => void lines.push(line))
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line)
      if (line.includes('"http.listening"')) resolve((JSON.parse(line) as { url: string }).url)
    })
  })
  const stop = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    child.kill(signal)
    await once(child, 'exit')
    return child.exitCode
  }
  return {
    url: await url,
    pid: child.pid!,
    lines,
    stop: () => stop('SIGTERM'),
    kill: () => stop('SIGKILL'),
    [Symbol.asyncDispose]: async () => void (await stop('SIGKILL')),
  }
}
