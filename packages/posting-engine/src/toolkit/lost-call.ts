import type { Failure } from '@bilagsbro/booking/failure'

export interface Lost {
  /** Whether any byte of the request can have reached the other side. */
  readonly arrived: 'no' | 'maybe'
  readonly failure: Failure
}

/** The failure of a request without an answer, by the codes of Node and undici. `vendor` is a name within a sentence. */
export function lostCall(error: unknown, vendor: string): Lost {
  const codes = codesOf(error)
  const tls = codes.find((code) => tlsCodes.test(code))
  if (tls)
    return { arrived: 'no', failure: unreachable('network.tls', vendor, `No trust (${tls}).`) }
  const refused = codes.find((code) => neverSent.has(code))
  if (refused)
    return {
      arrived: 'no',
      failure: unreachable('network.unreachable', vendor, `No way (${refused}).`),
    }
  const name = codes[0] ?? (error instanceof Error ? error.name : 'unknown')
  const late = /abort|timeout/i.test(name)
  return {
    arrived: 'maybe',
    failure: {
      class: 'transient',
      code: late ? 'vendor.timeout' : 'vendor.lost_answer',
      message: late
        ? `No answer from ${vendor} in time.`
        : `The connection to ${vendor} broke (${name}).`,
    },
  }
}

const unreachable = (code: string, vendor: string, message: string): Failure => ({
  class: 'unreachable',
  code,
  message: `${vendor.charAt(0).toUpperCase()}${vendor.slice(1)} or its sign-in cannot be reached. ${message}`,
})

const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
])
const tlsCodes = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|^EPROTO$/

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const { code, errors } = error as { code?: unknown; errors?: unknown }
  const inner = Array.isArray(errors) ? errors.flatMap(codesOf) : []
  return [...(typeof code === 'string' ? [code] : []), ...inner, ...codesOf(error.cause)]
}
