import { randomUUID } from 'node:crypto'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Reply {
  readonly status: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent so, whatever the caller said that it reads. */
  readonly encoding?: keyof typeof encoders
}

export const encoders = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }

/** One HTTP request on its way to an answer, or to none. */
export interface Exchange {
  readonly method: string
  /** As it came, with the query. */
  readonly url: string
  readonly header: (name: string) => string | undefined
  answer(reply: Reply): void
  /** Resets the connection. */
  drop(): void
  /** Half of the answer, and then a reset. */
  cut(reply: Reply): void
}

/** What an answer says of itself where it does not say otherwise. */
export interface UsualHeaders {
  readonly contentType: string
  readonly others?: Readonly<Record<string, string>>
  /** The header that names each request. */
  readonly requestId?: string
}

export function createExchange(
  request: IncomingMessage,
  response: ServerResponse,
  usual: UsualHeaders,
): Exchange {
  const send = ({ status, body = '', headers }: Reply, length: number) => {
    response.writeHead(status, {
      ...(body !== '' && { 'content-type': usual.contentType }),
      ...(status !== 204 && { 'content-length': length }),
      ...usual.others,
      ...(usual.requestId !== undefined && { [usual.requestId]: randomUUID() }),
      ...headers,
    })
  }
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    header(name) {
      const value = request.headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
    answer(reply) {
      if (response.destroyed) return
      const plain = Buffer.from(reply.body ?? '')
      const { encoding } = reply
      const body = encoding ? encoders[encoding](plain) : plain
      send(encoding ? encoded(reply, encoding) : reply, body.length)
      response.end(body)
    },
    drop: () => void request.socket.resetAndDestroy(),
    cut(reply) {
      const body = Buffer.from(reply.body ?? '{}')
      send({ ...reply, status: reply.status === 204 ? 200 : reply.status }, body.length + 1)
      response.write(body.subarray(0, Math.ceil(body.length / 2)), () =>
        request.socket.resetAndDestroy(),
      )
    },
  }
}

const encoded = (reply: Reply, encoding: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'content-encoding': encoding },
})

export function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () =>
    done(chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString()),
  )
  request.on('error', () => {})
}
