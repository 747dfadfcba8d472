interface Client {
  release(destroy?: boolean): void
  once(event: 'end', listener: () => void): void
  readonly readyForQuery?: boolean
  readonly connection?: {
    readonly stream?: {
      setTimeout(ms: number, listener: () => void): void
      destroy(error: Error): void
    }
  }
}

export interface Pool {
  on(event: 'connect' | 'acquire', listener: (client: Client) => void): void
  on(event: 'release', listener: (error: unknown, client: Client) => void): void
}

/** Longer than any statement may take, so that only a lost server is this silent. */
const silenceDeadlineMs = 45_000

/** Keeps a pg pool whole when its server goes away. */
export function guardPool(pool: Pool): void {
  const lent = new WeakSet<Client>()
  pool.on('acquire', (client) => void lent.add(client))
  pool.on('release', (_error, client) => void lent.delete(client))
  pool.on('connect', (client) => {
    // kysely gives a connection back only after a BEGIN, COMMIT or ROLLBACK that worked: one that
    // died in a transaction would take its place in the pool for ever, and end() would wait for it.
    client.once('end', () => {
      if (!lent.has(client)) return
      client.release(true)
      client.release = () => {}
    })
    hangUpWhenSilent(client)
  })
}

/**
 * The server ends a statement after 30 s. One that is unanswered later has lost its server to the
 * network, and TCP would wait for a quarter of an hour. (pg's own `query_timeout` would give the
 * connection back to the pool with its transaction open.)
 */
function hangUpWhenSilent(client: Client): void {
  const stream = client.connection?.stream
  stream?.setTimeout(silenceDeadlineMs, () => {
    if (client.readyForQuery === false)
      stream.destroy(new Error('Connection terminated: no answer from the server'))
  })
}
