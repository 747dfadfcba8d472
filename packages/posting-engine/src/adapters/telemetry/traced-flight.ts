import {
  context,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Link,
  type Span,
  type SpanContext,
} from '@opentelemetry/api'

const noProvider = new ProxyTracerProvider().getDelegate()

/**
 * One call carries vouchers of many traces. The first sampled trace is the parent of the call's requests; each further
 * trace gets a span of its own, linked to the first.
 */
export async function tracedFlight<T>(
  system: string,
  traceparents: readonly (string | undefined)[],
  call: () => Promise<T>,
): Promise<T> {
  const sampled = traceparents.some(isSampled) && isListening() ? contextsOf(traceparents) : []
  const [first, ...others] = sampled
  if (!first) return call()
  const parent = startSpan(system, first, traceparents.length, [])
  const spans = [parent]
  for (const other of others)
    spans.push(startSpan(system, other, traceparents.length, [{ context: parent.spanContext() }]))
  try {
    return await context.with(trace.setSpan(context.active(), parent), call)
  } catch (error) {
    for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    for (const span of spans) span.end()
  }
}

function startSpan(system: string, of: SpanContext, vouchers: number, links: Link[]): Span {
  return trace
    .getTracer('@bilagsbro/posting-engine')
    .startSpan(
      `post ${system}`,
      { kind: SpanKind.INTERNAL, attributes: { 'bilagsbro.vouchers': vouchers }, links },
      trace.setSpanContext(ROOT_CONTEXT, of),
    )
}

function isListening(): boolean {
  const provider = trace.getTracerProvider()
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegate() !== noProvider
}

const isSampled = (traceparent: string | undefined): boolean =>
  !!traceparent && (Number.parseInt(traceparent.slice(-2), 16) & TraceFlags.SAMPLED) !== 0

/** One per trace. */
function contextsOf(traceparents: readonly (string | undefined)[]): SpanContext[] {
  const contexts = new Map<string, SpanContext>()
  for (const traceparent of traceparents) {
    if (!traceparent || !isSampled(traceparent)) continue
    const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-')
    const traceFlags = Number.parseInt(flags, 16)
    contexts.set(traceId, { traceId, spanId, traceFlags, isRemote: true })
  }
  return [...contexts.values()]
}
