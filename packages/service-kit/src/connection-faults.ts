const sqlStates = /^(08...|53...|57P0.|40001|40P01|55P03|57014|25P03)$/
const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
])
/** The driver gives these no code. */
const messages =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|Connection ended unexpectedly)/

/**
 * Whether a database error says that the server was away, full, stopping, or chose this transaction
 * to give way: to be tried again, for ever, for it says nothing about the data.
 */
export function isConnectionFault(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 8) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && (sqlStates.test(code) || systemCodes.has(code))) return true
  if (messages.test(error.message)) return true
  if (error instanceof AggregateError)
    return error.errors.some((inner) => isConnectionFault(inner, depth + 1))
  return isConnectionFault(error.cause, depth + 1)
}
