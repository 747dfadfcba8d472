import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '@bilagsbro/kernel/clock'
import { createExchange, readBody, type Exchange, type UsualHeaders } from './exchange.ts'
import { createOracle, type OracleSource } from './oracle.ts'

export interface StandInOptions {
  readonly host?: string
  readonly port?: number
  readonly clock?: Clock
  /** Added to every request to the ledger. */
  readonly latencyMs?: number
  readonly tokenLifetimeSeconds?: number
  /** Keeps what the ledgers hold over a restart. */
  readonly dataFile?: string
}

export interface StandIn<World> extends AsyncDisposable {
  /** `http://127.0.0.1:4711`, without a slash at the end. */
  readonly url: string
  /** For tests in the same process: state, and faults without a request. */
  readonly world: World
}

interface Parts<World> {
  readonly world: World
  readonly file: { close(): void } | undefined
  readonly oracle: OracleSource
  readonly usual: UsualHeaders
  /** Everything but `/_sim/`. */
  handle(exchange: Exchange, body: string): void
}

/** One stand-in on one port of this machine. */
export async function startStandIn<World extends { close(): void }>(
  { host = '127.0.0.1', port = 0 }: StandInOptions,
  parts: Parts<World>,
): Promise<StandIn<World>> {
  const { world, file, usual } = parts
  const oracle = createOracle(parts.oracle)
  const server = createServer({ keepAliveTimeout: 60_000, noDelay: true }, (request, response) => {
    const exchange = createExchange(request, response, usual)
    readBody(request, (body) => {
      try {
        if (exchange.url.startsWith('/_sim/')) oracle(exchange, body, response)
        else parts.handle(exchange, body)
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
    world,
    async [Symbol.asyncDispose]() {
      world.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      file?.close()
    },
  }
}
