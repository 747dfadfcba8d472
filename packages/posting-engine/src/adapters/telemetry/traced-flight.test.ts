import { trace, type Context, type SpanContext, type SpanOptions } from '@opentelemetry/api'
import { afterEach, expect, test } from 'vitest'
import { tracedFlight } from './traced-flight.ts'

const traceparent = (id: string, flags: string) => `00-${id.repeat(32)}-${id.repeat(16)}-${flags}`

interface Begun {
  readonly parent: SpanContext | undefined
  readonly links: SpanOptions['links']
  ended: boolean
}

/** Remembers the spans that were begun. */
function listen(): Begun[] {
  const begun: Begun[] = []
  trace.setGlobalTracerProvider({
    getTracer: () =>
      ({
        startSpan(_: string, { links }: SpanOptions, context: Context) {
          const span: Begun = { parent: trace.getSpanContext(context), links, ended: false }
          begun.push(span)
          const own = {
            traceId: span.parent!.traceId,
            spanId: `${begun.length}`.repeat(16),
            traceFlags: 1,
          }
          return { spanContext: () => own, setStatus() {}, end: () => (span.ended = true) }
        },
      }) as never,
  })
  return begun
}

afterEach(() => trace.disable())

test('without a listener nothing is begun, and the call is made', async () => {
  expect(await tracedFlight('dynamics', [traceparent('a', '01')], async () => 7)).toBe(7)
})

test('a flight of vouchers that are not sampled begins no span', async () => {
  const begun = listen()
  await tracedFlight('dynamics', [undefined, traceparent('a', '00')], async () => 7)
  expect(begun).toEqual([])
})

test('the first sampled voucher is the parent, further ones are linked to it in their own traces', async () => {
  const begun = listen()
  const vouchers = ['a', 'b', 'c', 'b'].map((id) => traceparent(id, id === 'a' ? '00' : '01'))
  await tracedFlight('dynamics', vouchers, async () => 7)
  expect(begun.map(({ parent }) => parent?.traceId[0])).toEqual(['b', 'c'])
  expect(begun[0]?.links).toEqual([])
  expect(begun[1]?.links).toMatchObject([{ context: { traceId: 'b'.repeat(32) } }])
  expect(begun.every(({ ended }) => ended)).toBe(true)
})

test('spans end when the call throws', async () => {
  const begun = listen()
  const failing = tracedFlight('dynamics', [traceparent('a', '01')], () =>
    Promise.reject(new Error('no')),
  )
  await expect(failing).rejects.toThrow('no')
  expect(begun).toMatchObject([{ ended: true }])
})
