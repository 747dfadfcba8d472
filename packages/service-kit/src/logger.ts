import { destination, pino, stdTimeFunctions, type DestinationStream } from 'pino'

const notShown = '(not shown)'
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

/** Lines of JSON on standard output. Secrets are blacked out: fields by name, and users, keys and tokens within texts. */
export function createLogger(
  service: string,
  level: string,
  // pino's own choice writes beside the main thread: what is said right before an exit comes in another order, or never.
  to: DestinationStream = destination({ sync: true }),
) {
  const options = {
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretPaths, censor: notShown },
    serializers: { err: describeError, error: describeError },
    hooks: { streamWrite: withoutSecrets },
  }
  return pino(options, to)
}
export type Logger = ReturnType<typeof createLogger>

/** Secrets in texts of libraries: addresses with a user, and credentials of headers and queries. */
const inTexts: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [/(:\/\/[^\s/:@"\\]*):[^\s/@"\\]+@/g, `$1:${notShown}@`],
  [/\b(Bearer|Basic) [\w~+/.=-]{12,}/gi, `$1 ${notShown}`],
  [/([?&][\w.-]*(?:key|token|secret|password|sig|signature)=)[^&\s"\\]+/gi, `$1${notShown}`],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, notShown],
  // At any depth; redaction by path ends sooner.
  [new RegExp(`("(?:${secretNames.join('|')})":)"(?:[^"\\\\]|\\\\.)*"`, 'g'), `$1"${notShown}"`],
]

const withoutSecrets = (line: string): string =>
  inTexts.reduce((left, [pattern, shown]) => left.replace(pattern, shown), line)

/**
 * The safe and useful parts of an error. Libraries hang whole requests, with their headers and bodies, on their errors.
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
