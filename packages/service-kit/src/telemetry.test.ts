import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { flushTelemetry, onFlush } from './telemetry-flush.ts'

const run = promisify(execFile)
const here = (file: string) => JSON.stringify(`${import.meta.dirname}/${file}`)

/** Runs a script in a process of its own, with telemetry preloaded; gives back what it wrote. */
async function traced(script: string, env: Record<string, string>, before: string[] = []) {
  const preloaded = [...before, `${import.meta.dirname}/telemetry.ts`].flatMap((one) => [
    '--import',
    one,
  ])
  const { stdout } = await run(
    process.execPath,
    [...preloaded, '--input-type=module', '--eval', script],
    { env: { PATH: process.env['PATH'], ...env }, timeout: 30_000 },
  )
  return stdout
}

/** A service that answers one request, which its log tells of, and then stops. */
const service = `
  import { request } from ${JSON.stringify(import.meta.resolve('undici'))}
  import { runProcess } from ${here('process.ts')}
  import { createHttp, listen } from ${here('http.ts')}
  import { createHealth } from ${here('health.ts')}
  import { organizationRoutes } from ${here('fixtures/routes.ts')}
  import { createMetrics } from ${here('metrics.ts')}
  await runProcess('test', { LOG_LEVEL: 'info', STOP_DEADLINE_MS: 5000 }, async (resources, { logger }) => {
    const actor = { userId: 'user-1', roles: [{ role: 'global_admin' }], client: 'web', service: false }
    const app = await createHttp({
      logger, health: createHealth(), metrics: createMetrics('test'), title: 'Test',
      authenticator: { authenticate: async () => ({ ok: true, value: actor }) },
      routes: [organizationRoutes({
        find: (id) => (logger.info({ event: 'found' }), { ok: true, value: { id } }),
      })],
    })
    resources.defer(() => app.close())
    const url = await listen(app, { HOST: '127.0.0.1', PORT: 0 })
    for (const path of ['/organizations/hlf', '/health/live'])
      await (await request(url + path, { headers: { authorization: 'Bearer x' } })).body.dump()
    process.kill(process.pid, 'SIGTERM')
  })`

const eventOf = (output: string, event: string) =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .find((line) => line['event'] === event)

describe('telemetry', () => {
  test('that is off loads nothing', async () => {
    const loaded = await traced(
      `import { createRequire } from 'node:module'
       console.log(Object.keys(createRequire('/').cache).length)`,
      {},
    )
    expect(loaded).toBe('0\n')
  })

  test('names a request by its route, joins the log to it, and leaves probes out', async () => {
    const output = await traced(service, {
      OTEL_TRACES_EXPORTER: 'console',
      OTEL_TRACES_SAMPLER_ARG: '1',
    })
    expect(output).toContain("name: 'GET /organizations/:organizationId'")
    expect(output).toContain("'http.route': '/organizations/:organizationId'")
    expect(output).not.toContain("'http.route': '/health/live'")
    const traceId = eventOf(output, 'found')?.['trace_id']
    expect(traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(output).toContain(`traceId: '${String(traceId)}'`)
    expect(eventOf(output, 'telemetry.started')).toMatchObject({ level: 'info', spans: true })
  })

  test('is lost with no stop, though the host has not yet told of itself', async () => {
    const slowHost = `data:text/javascript,${encodeURIComponent(`
      import { promises } from 'node:fs'
      promises.readFile = () =>
        new Promise((resolve) => process.once('SIGTERM', () => setTimeout(resolve, 200, 'the-host')))`)}`
    const output = await traced(
      service,
      { OTEL_TRACES_EXPORTER: 'console', OTEL_TRACES_SAMPLER_ARG: '1' },
      [slowHost],
    )
    expect(output).toContain("name: 'GET /organizations/:organizationId'")
    expect(output).toContain("'host.id': 'the-host'")
  })

  test('is sent to the collector before the service is gone', async () => {
    const received: string[] = []
    const collector = createServer((request, response) => {
      void text(request).then((body) => {
        received.push(`${request.url} ${body}`)
        response.end('{}')
      })
    })
    await new Promise<void>((ready) => collector.listen(0, '127.0.0.1', ready))
    const { port } = collector.address() as AddressInfo
    await traced(service, {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_SERVICE_NAME: 'orchestrator',
      OTEL_TRACES_SAMPLER_ARG: '1',
    })
    collector.close()
    expect(received.join()).toContain('/v1/traces')
    expect(received.join()).toContain('GET /organizations/:organizationId')
    expect(received.join()).toContain('orchestrator')
  })

  test('fails no stop when its collector is away', async () => {
    const output = await traced(service, {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_TRACES_SAMPLER_ARG: '1',
    })
    expect(eventOf(output, 'service.stopped')).toBeDefined()
  })

  test('holds no stop up for longer than two seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      let isOver = false
      onFlush(() => new Promise(() => {}))
      const flushed = flushTelemetry().then(() => (isOver = true))
      await vi.advanceTimersByTimeAsync(1_999)
      expect(isOver).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      await flushed
    } finally {
      vi.useRealTimers()
    }
  })

  test('takes one trace in a hundred, and every trace that another service took', async () => {
    const output = await traced(
      `import { ROOT_CONTEXT, trace } from ${JSON.stringify(import.meta.resolve('@opentelemetry/api'))}
       const tracer = trace.getTracer('test')
       const parent = trace.setSpanContext(ROOT_CONTEXT, { traceId: 'f'.repeat(32), spanId: '1'.repeat(16), traceFlags: 1 })
       const taken = (context) => Array.from({ length: 5000 }, () => tracer.startSpan('x', {}, context)).filter((span) => span.isRecording()).length
       console.log(JSON.stringify({ event: 'counted', roots: taken(ROOT_CONTEXT), children: taken(parent) }))
       process.exit()`,
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
    )
    const counted = eventOf(output, 'counted')
    expect(counted).toMatchObject({ children: 5000 })
    expect(counted?.['roots']).toBeGreaterThan(5)
    expect(counted?.['roots']).toBeLessThan(150)
  })
})
