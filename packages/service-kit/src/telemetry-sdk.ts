import { ProxyTracerProvider, trace } from '@opentelemetry/api'
import { getNodeAutoInstrumentations } from '@opentelemetry/auto-instrumentations-node'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { register } from 'import-in-the-middle/register-hooks.mjs'
import { onFlush } from './telemetry-flush.ts'

/**
 * Starts tracing. Settings that are left out have defaults for a service under load: one trace in a hundred,
 * and an exporter that gives up quickly, so that a collector that is away holds nothing up.
 */
export function startTelemetry(env: NodeJS.ProcessEnv): void {
  Object.assign(env, { ...defaults, ...env })
  // Only these modules are patched, which keeps 40 MB; without pino's name its lines get no trace ids.
  register({ include: ['pg', 'pg-pool', 'pino', 'http', 'https'] })
  const sdk = new NodeSDK({
    serviceName: env['OTEL_SERVICE_NAME'] ?? serviceName(process.argv[1]),
    instrumentations: getNodeAutoInstrumentations({
      '@opentelemetry/instrumentation-http': {
        ignoreIncomingRequestHook: ({ url }) => isProbe(url),
      },
      // It would put a trace of its own in place of the one that a message carries.
      '@opentelemetry/instrumentation-kafkajs': { enabled: false },
      '@opentelemetry/instrumentation-pg': { requireParentSpan: true },
      '@opentelemetry/instrumentation-pino': { disableLogSending: true },
      '@opentelemetry/instrumentation-undici': { requireParentforSpans: true },
    }),
  })
  sdk.start()
  onFlush(async () => {
    await sendWhatIsLeft()
    await sdk.shutdown()
  })
  testItself()
}

const defaults = {
  OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'http,pg,pino,undici',
  OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
  OTEL_TRACES_SAMPLER_ARG: '0.01',
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_LOGS_EXPORTER: 'none',
  OTEL_EXPORTER_OTLP_TIMEOUT: '2000',
  OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
}

const isProbe = (url = '') => url.startsWith('/health/') || url === '/metrics'

/** `.../services/orchestrator/src/main.ts` is the orchestrator. */
const serviceName = (main = '') => /([^/]+)\/src\/[^/]+$/.exec(main)?.[1] ?? 'bilagsbro'

/** A shutdown alone waits for no span that waits for what is read about the host. */
async function sendWhatIsLeft(): Promise<void> {
  const provider = trace.getTracerProvider()
  const sdk = provider instanceof ProxyTracerProvider ? provider.getDelegate() : provider
  if ('forceFlush' in sdk && typeof sdk.forceFlush === 'function') await sdk.forceFlush()
}

/** An SDK whose parts do not fit starts without a word and makes no spans. */
function testItself(): void {
  const span = trace.getTracer('bilagsbro').startSpan('telemetry.started')
  const works = trace.isSpanContextValid(span.spanContext())
  span.end()
  const line = { level: works ? 'info' : 'error', event: 'telemetry.started', spans: works }
  process.stdout.write(`${JSON.stringify({ ...line, time: new Date().toISOString() })}\n`)
}
