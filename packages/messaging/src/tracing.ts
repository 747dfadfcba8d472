import {
  context,
  isSpanContextValid,
  ProxyTracerProvider,
  SpanKind,
  trace,
  TraceFlags,
  type Span,
  type SpanContext,
} from '@opentelemetry/api'

/** Whether the telemetry preload registered a tracer; without one no span is ever begun. */
function registered(): boolean {
  const provider = trace.getTracerProvider()
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegate() !== noProvider
}
const noProvider = new ProxyTracerProvider().getDelegate()

/** The span of one message, where its trace is sampled and somebody listens; else nothing, at no cost. */
export function startSpan(
  kind: 'publish' | 'process',
  topic: string,
  traceparent: string | undefined,
): Span | undefined {
  if (!traceparent || !isSampled(traceparent) || !registered()) return undefined
  const parent = trace.setSpanContext(context.active(), spanContextOf(traceparent))
  return trace.getTracer('@bilagsbro/messaging').startSpan(
    `${kind} ${topic}`,
    {
      kind: kind === 'publish' ? SpanKind.PRODUCER : SpanKind.CONSUMER,
      attributes: { 'messaging.system': 'kafka', 'messaging.destination.name': topic },
    },
    parent,
  )
}

/** The traceparent that the next step continues: the span's where there is one, else the given one. */
export function traceparentOf(span: Span | undefined, otherwise: string | undefined) {
  const own = span?.spanContext()
  if (!own || !isSpanContextValid(own)) return otherwise
  return `00-${own.traceId}-${own.spanId}-${own.traceFlags.toString(16).padStart(2, '0')}`
}

/** Runs within the span, so that calls to a database or another service are in the same trace. */
export function inSpan<T>(span: Span | undefined, work: () => Promise<T>): Promise<T> {
  return span ? context.with(trace.setSpan(context.active(), span), work) : work()
}

function isSampled(traceparent: string): boolean {
  return (Number.parseInt(traceparent.slice(-2), 16) & TraceFlags.SAMPLED) !== 0
}

function spanContextOf(traceparent: string): SpanContext {
  const [, traceId, spanId, flags] = traceparent.split('-') as [string, string, string, string]
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
}
