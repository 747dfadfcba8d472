import { trace, type Span, type Tracer } from '@opentelemetry/api'
import { afterEach, expect, test, vi } from 'vitest'
import { startSpan, traceparentOf } from './tracing.ts'

const sampled = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const unsampled = sampled.replace(/01$/, '00')
const span = {
  spanContext: () => ({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: '00f067aa0ba902b7',
    traceFlags: 1,
  }),
} as Span

function register() {
  const begin = vi.fn<Tracer['startSpan']>(() => span)
  const tracer = { startSpan: begin } as unknown as Tracer
  trace.setGlobalTracerProvider({ getTracer: () => tracer })
  return begin
}

afterEach(() => trace.disable())

test('without a registered tracer no span is begun, and what came goes on unchanged', () => {
  const begun = startSpan('process', 'record.approved', sampled)
  expect(begun).toBeUndefined()
  expect(traceparentOf(begun, sampled)).toBe(sampled)
})

test('a trace that is not sampled costs no span', () => {
  const begin = register()
  expect(startSpan('process', 'record.approved', unsampled)).toBeUndefined()
  expect(startSpan('process', 'record.approved', undefined)).toBeUndefined()
  expect(begin).not.toHaveBeenCalled()
})

test('a sampled trace goes on from a span of its own, below the one it came from', () => {
  const begin = register()
  const begun = startSpan('publish', 'posting.completed', sampled)
  expect(traceparentOf(begun, sampled)).toBe(
    '00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01',
  )
  const [name, , parent] = begin.mock.calls[0]!
  expect(name).toBe('publish posting.completed')
  expect(trace.getSpanContext(parent!)).toMatchObject({ spanId: 'b7ad6b7169203331' })
})
