import { everything, type Changes } from '@bilagsbro/service-kit/changes/changes'
import type { Logger } from '@bilagsbro/service-kit/logger'
import { startTicker } from '@bilagsbro/service-kit/ticker'
import { Client } from 'pg'
import { decodeChanges } from './hint.ts'
import type { Pending } from './pending.ts'

interface Options {
  /** Leads to PostgreSQL itself: a pool between them would lend the connection to others, and nothing would be heard. */
  readonly url: string
  readonly pending: Pending
  readonly heard: (changes: Changes | typeof everything) => void
  readonly logger: Logger
}

const channel = 'changes'
/** NOTIFY takes a lock of the whole database when it commits: a few times a second for all, and in no transaction of anything else. */
const everyMs = 250
const askEveryMs = 5_000
const answerWithinMs = 5_000

/**
 * The one connection by which this replica tells the others what it changed, and hears what they did. A connection that
 * is lost is opened anew, and then everything counts as changed: nobody knows what was told meanwhile. A replica that
 * begins tells all of them so: the one before it may have died with something to tell.
 */
export function startNotices({ url, pending, heard, logger }: Options): AsyncDisposable {
  let connection: Client | undefined
  let wasOpen = false
  let isTold = false
  let quietTurns = 0
  let skip = 0

  const lose = () => {
    connection?.end().catch(() => undefined)
    connection = undefined
  }
  const open = async () => {
    const client = new Client({
      connectionString: url,
      application_name: 'status-query changes',
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
      keepAlive: true,
    })
    connection = client
    const ended = () => {
      if (connection === client) lose()
    }
    client.on('error', ended).on('end', ended)
    client.on('notification', ({ payload = '' }) => heard(decodeChanges(payload)))
    await client.connect()
    await client.query(`listen ${channel}`)
    if (wasOpen) heard(everything)
    else pending.addEverything()
    wasOpen = true
    logger.info({ event: 'changes.listening' }, 'listening for changes')
  }
  const ask = async (statement: string, values: string[] = []) => {
    quietTurns = 0
    await connection!.query(statement, values)
  }
  const send = async () => {
    const text = pending.take()
    if (text === undefined) {
      // A server that the network has lost says nothing, as one does that has nothing to say.
      if (++quietTurns * everyMs >= askEveryMs) await ask('select 1')
      return
    }
    try {
      await ask('select pg_notify($1, $2)', [channel, text])
    } catch (error) {
      pending.putBack(text)
      throw error
    }
  }
  const turn = async () => {
    if (skip > 0) return void skip--
    if (!connection) await open()
    await send()
    isTold = false
  }
  const onFault = (err: unknown) => {
    lose()
    skip = 4
    if (!isTold) logger.warn({ event: 'changes.unheard', err }, 'cannot hear of changes')
    isTold = true
  }
  const ticker = startTicker(turn, everyMs, onFault)
  return {
    async [Symbol.asyncDispose]() {
      await ticker[Symbol.asyncDispose]()
      if (connection) await send().catch(onFault)
      await connection?.end()
    },
  }
}
