import { GraphQLError } from 'graphql'

const error = (code: string, message: string, extensions: Record<string, unknown> = {}) =>
  new GraphQLError(message, { extensions: { code, ...extensions } })

/** The codes of these three are the vendor's own (its C# sample); it tells when to come back in `resetAt` only. */
export const burstReached = () =>
  error('BAD_REQUEST.BURST_RATE_LIMIT_REACHED', 'Burst rate limit reached.')
export const concurrencyReached = () =>
  error('BAD_REQUEST.CONCURRENCY_LIMIT_REACHED', 'Concurrency limit reached.')
export const noCredits = (resetAt: string) =>
  error('BAD_REQUEST.INSUFFICIENT_CREDITS', 'Insufficient credits.', { resetAt })

export const badTokenFormat = () =>
  error(
    'UNAUTHENTICATED',
    'Bad format for API Token. Expected header: "Authorization: token <your-token>"',
  )
export const invalidToken = () => error('UNAUTHENTICATED', 'The API token is not valid.')
export const noScope = (what: string) =>
  error('FORBIDDEN', `Access denied. The API token lacks the scope ${what}.`)
export const timedOut = () => error('TIMEOUT', 'Your query timed out.')

export const invalidValue = (message: string, extensions: Record<string, unknown> = {}) =>
  error('INVALID_VALUE', message, extensions)
export const noMatch = (field: string, owner: string, by: 'code' | 'dbId', value: string) =>
  invalidValue(
    `${field}.${by}: No value matching owner ${owner}, ${by} ${by === 'code' ? `'${value}'` : value}.`,
  )
