import type { Reply } from '#exchange.ts'

/** RFC 9457, as every refusal of this ledger is told. */
export class Problem extends Error {
  readonly status: number
  readonly more: Readonly<Record<string, unknown>>

  constructor(status: number, title: string, detail: string, more: Record<string, unknown> = {}) {
    super(title)
    this.status = status
    this.more = { title, status, detail, ...more }
  }

  reply(headers: Readonly<Record<string, string>> = {}): Reply {
    return {
      status: this.status,
      body: JSON.stringify({ type: 'about:blank', ...this.more }),
      headers: { 'content-type': 'application/problem+json', ...headers },
    }
  }
}

const titles: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  429: 'Too Many Requests',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** What the machinery says when the request is not at fault. */
export const errorReply = (status: number, headers: Record<string, string> = {}): Reply =>
  new Problem(status, titles[status] ?? 'Internal Server Error', 'No details.').reply(headers)
