import { expect, test } from 'vitest'
import { openSession } from './load/session.ts'
import { startStack } from './start-stack.ts'
import { withBusinessCentralAlone } from './testing/business-central-alone.ts'
import { startCollector, type Span } from './testing/collector.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const producerSpan = '00f067aa0ba902b7'

test('one trace runs from the producer through orchestrator, adapter and Business Central to what is shown', async () => {
  await using collector = await startCollector()
  await using stack = await startStack({
    ...withBusinessCentralAlone,
    fresh: true,
    durable: false,
    telemetry: true,
    env: {
      '*': {
        ...collector.env,
        // What nobody sampled stays out: the producer alone decides here.
        OTEL_TRACES_SAMPLER_ARG: '0',
      },
    },
  })
  await using session = await openSession(stack, 1, ['hlf'])
  const spans = () => collector.spans.filter((span) => span.traceId === traceId)
  const wayTo = (name: string, detail = '') => way(find(spans(), name, detail), spans())
  const arrived = () =>
    wayTo('dynamics-simulator: POST', 'Microsoft.NAV.post').length === 6 &&
    wayTo('orchestrator: process posting.completed').length === 5 &&
    wayTo('status-query: process sync.succeeded').length === 3

  const traceparent = `00-${traceId}-${producerSpan}-01`
  await session.producer.publish([session.nextRecord('traced')()], traceparent)
  await session.eventually(async () => arrived(), 30_000)

  const requested = [
    'orchestrator: process record.approved',
    'orchestrator: publish posting.requested.dynamics',
    'dynamics-adapter: process posting.requested.dynamics',
  ]
  expect(wayTo('dynamics-simulator: POST', 'Microsoft.NAV.post')).toEqual([
    ...requested,
    'dynamics-adapter: post dynamics',
    'dynamics-adapter: POST',
    'dynamics-simulator: POST',
  ])
  expect(wayTo('orchestrator: process posting.completed')).toEqual([
    ...requested,
    'dynamics-adapter: publish posting.completed',
    'orchestrator: process posting.completed',
  ])
  expect(wayTo('status-query: process sync.succeeded')).toEqual([
    'orchestrator: process record.approved',
    'orchestrator: publish sync.succeeded',
    'status-query: process sync.succeeded',
  ])
  expect(collector.spans.filter(isOfAnotherTrace).map(nameOf)).toEqual([])
})

const isOfAnotherTrace = (span: Span) => span.traceId !== traceId
const nameOf = ({ service, name }: Span) => `${service}: ${name}`

const find = (spans: readonly Span[], name: string, detail: string) =>
  spans.find(
    (span) =>
      nameOf(span) === name &&
      span.attributes.some(({ value }) => (value.stringValue ?? '').includes(detail)),
  )

/** From the producer's span to this one, parent by parent. */
function way(span: Span | undefined, all: readonly Span[]): string[] {
  if (!span) return ['(not there)']
  if (span.parentSpanId === producerSpan) return [nameOf(span)]
  return [
    ...way(
      all.find(({ spanId }) => spanId === span.parentSpanId),
      all,
    ),
    nameOf(span),
  ]
}
