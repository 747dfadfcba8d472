import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createExchange, readBody, type Exchange, type UsualHeaders } from './exchange.ts'

interface HttpServer {
  /** `http://127.0.0.1:4711`, without a slash at the end. */
  readonly url: string
  close(): Promise<void>
}

/** One stand-in on one port of this machine. */
export async function startServer(
  { host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number },
  usual: UsualHeaders,
  handle: (exchange: Exchange, body: string, response: ServerResponse) => void,
): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: 60_000, noDelay: true }, (request, response) => {
    const exchange = createExchange(request, response, usual)
    readBody(request, (body) => {
      try {
        handle(exchange, body, response)
      } catch (error) {
        exchange.answer({ status: 500, body: JSON.stringify({ error: String(error) }) })
      }
    })
  })
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://${address.address}:${address.port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
