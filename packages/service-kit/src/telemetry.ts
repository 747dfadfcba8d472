/* Preloaded with `node --import @bilagsbro/service-kit/telemetry`. Off, it loads nothing. */
const { env } = process
if (env['OTEL_EXPORTER_OTLP_ENDPOINT'] || env['OTEL_TRACES_EXPORTER'] === 'console') {
  const { startTelemetry } = await import('./telemetry-sdk.ts')
  startTelemetry(env)
}

export {}
