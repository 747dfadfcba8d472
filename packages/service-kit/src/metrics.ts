import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** A service's metrics. Asking for a metric again gives the same one; on hot paths keep `.labels(...)`. */
export interface Metrics {
  readonly registry: Registry
  counter<L extends string = never>(name: string, help: string, labels?: readonly L[]): Counter<L>
  gauge<L extends string = never>(name: string, help: string, labels?: readonly L[]): Gauge<L>
  histogram<L extends string = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    buckets?: readonly number[],
  ): Histogram<L>
}

export function createMetrics(service: string): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  // By itself it wakes an idle process a hundred times a second: most of what such a process costs.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 })
  const once = <M>(name: string, create: () => M): M => {
    if (!/^bilagsbro_[a-z0-9_]+$/.test(name))
      throw new Error(`${name}: the name of a metric starts with bilagsbro_ and is in snake_case.`)
    return (registry.getSingleMetric(name) as M | undefined) ?? create()
  }
  const shared = <L extends string>(name: string, help: string, labels: readonly L[] = []) => ({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
  })
  return {
    registry,
    counter: (name, help, labels) => once(name, () => new Counter(shared(name, help, labels))),
    gauge: (name, help, labels) => once(name, () => new Gauge(shared(name, help, labels))),
    histogram: (name, help, labels, buckets = secondsBuckets) =>
      once(name, () => new Histogram({ ...shared(name, help, labels), buckets: [...buckets] })),
  }
}

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
