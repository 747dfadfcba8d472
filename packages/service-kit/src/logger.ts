import { destination, pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino'

export type { Logger }

/** Lines of JSON on standard output. Fields that hold secrets are blacked out, two levels deep. */
export function createLogger(
  service: string,
  level: string,
  // pino's own choice writes beside the main thread: what is said right before an exit comes in another order, or never.
  to: DestinationStream = destination({ sync: true }),
): Logger {
  const options = {
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretPaths, censor: '(not shown)' },
    serializers: { err: describeError, error: describeError },
  }
  return pino(options, to)
}

/**
 * Only what is safe and useful of an error. Libraries hang whole requests, with their headers and
 * bodies, on theirs.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error
  const { code } = error as { code?: unknown }
  const errors = error instanceof AggregateError ? error.errors.slice(0, 5) : []
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack,
    ...(error.cause === undefined || depth > 4
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
    ...(errors.length === 0 || depth > 4
      ? {}
      : { errors: errors.map((inner) => describeError(inner, depth + 1)) }),
  }
}

const secretNames = [
  'access_token',
  'accessToken',
  'apiKey',
  'authorization',
  'bearer',
  'certificate',
  'client_secret',
  'clientSecret',
  'cookie',
  'credentials',
  'password',
  'privateKey',
  'secret',
  'secrets',
  'token',
  'DATABASE_URL',
  'SERVICE_CLIENT_SECRET',
]
const secretPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
