import { randomUUID } from 'node:crypto'

export interface AadError {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** An error as Entra ID words it: clients branch on `error`, people read the AADSTS number. */
export function aadError(status: number, error: string, code: number, text: string): AadError {
  const trace = randomUUID()
  const correlation = randomUUID()
  const timestamp = new Date()
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  }
}

export const isAadError = (value: object): value is AadError => 'body' in value
