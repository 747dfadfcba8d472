import { trace } from '@opentelemetry/api'
import type { App } from './http-app.ts'
import type { Metrics } from './metrics.ts'

/** One line, one measurement and a well-named span per request. */
export function observeRequests(app: App, metrics: Metrics): void {
  const duration = metrics.histogram(
    'bilagsbro_http_request_duration_seconds',
    'How long requests took to answer.',
    ['method', 'route', 'status'],
  )
  app.addHook('onRequest', async (request) => {
    const span = trace.getActiveSpan()
    if (!span) return
    const route = request.routeOptions.url ?? '(none)'
    span.setAttribute('http.route', route)
    span.updateName(`${request.method} ${route}`)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request
    const route = request.routeOptions.url ?? '(none)'
    const status = reply.statusCode
    // A stream was answered when it began.
    const isStream = String(reply.raw.getHeader('content-type')).startsWith('text/event-stream')
    if (!isStream) duration.observe({ method, route, status }, reply.elapsedTime / 1000)
    const line = {
      event: 'http.answered',
      method,
      route,
      status,
      outcome: status < 400 ? 'ok' : 'refused',
      duration_ms: Math.round(reply.elapsedTime),
      actor: request.actor?.userId,
    }
    if (method === 'GET' || method === 'HEAD') request.log.debug(line)
    else request.log.info(line)
  })
}
