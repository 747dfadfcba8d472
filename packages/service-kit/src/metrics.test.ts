import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

test('asking for a metric again gives the same one, and each service has its own', async () => {
  const metrics = createMetrics('orchestrator')
  metrics.counter('bilagsbro_records_total', 'Records.', ['outcome']).inc({ outcome: 'posted' })
  metrics.counter('bilagsbro_records_total', 'Records.', ['outcome']).labels('posted').inc(2)
  createMetrics('config').counter('bilagsbro_records_total', 'Records.', ['outcome'])
  expect(await metrics.registry.metrics()).toContain(
    'bilagsbro_records_total{outcome="posted",service="orchestrator"} 3',
  )
})

test('gauges and histograms are there too, and what the process uses', async () => {
  const metrics = createMetrics('orchestrator')
  metrics.gauge('bilagsbro_lag', 'Lag.').set(7)
  metrics.histogram('bilagsbro_batch', 'Batch.', [], [1, 10]).observe(5)
  const text = await metrics.registry.metrics()
  expect(text).toContain('bilagsbro_lag{service="orchestrator"} 7')
  expect(text).toContain('bilagsbro_batch_bucket{le="10",service="orchestrator"} 1')
  expect(text).toContain('process_resident_memory_bytes')
})

test.each(['records_total', 'bilagsbro_Records', 'bilagsbro-records'])('%s is no name', (name) => {
  expect(() => createMetrics('test').counter(name, 'Nothing.')).toThrow(name)
})
