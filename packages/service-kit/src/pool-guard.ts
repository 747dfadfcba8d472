export interface PoolConnection {
  query<Row>(text: string): Promise<{ rows: Row[] }>
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
  /** pg-pool's own settings; `onConnect` has a new connection before anybody else does. */
  readonly options: { onConnect?: (client: PoolConnection) => Promise<void> }
  on(event: 'connect' | 'acquire', listener: (client: PoolConnection) => void): void
  on(event: 'release', listener: (error: unknown, client: PoolConnection) => void): void
}

/**
 * Keeps a pg pool whole when its server goes away. With `silenceMs`, which is longer than any
 * statement may take, a server that says nothing for so long counts as gone.
 */
export function guardPool(pool: Pool, silenceMs?: number): void {
  const lent = new WeakSet<PoolConnection>()
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
    if (silenceMs !== undefined) hangUpWhenSilent(client, silenceMs)
  })
}

/**
 * A statement that is unanswered although the server should have ended it has lost its server to the
 * network, and TCP would wait for a quarter of an hour. (pg's own `query_timeout` would give the
 * connection back to the pool with its transaction open.)
 */
function hangUpWhenSilent(client: PoolConnection, silenceMs: number): void {
  const stream = client.connection?.stream
  stream?.setTimeout(silenceMs, () => {
    if (client.readyForQuery === false)
      stream.destroy(new Error('Connection terminated: no answer from the server'))
  })
}
