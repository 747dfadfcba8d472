import type { Database } from '@bilagsbro/service-kit/postgres'
import type { Logger } from '@bilagsbro/service-kit/logger'
import { startTicker } from '@bilagsbro/service-kit/ticker'

/**
 * Makes the tables of the coming months, and of earlier ones that entries came for. Meanwhile such entries stand in a table
 * beside, and are moved with their ids. Says how many months were added; of several that try at the same time one does.
 */
export async function keepMonths(orm: Database, ahead = 3): Promise<number> {
  const [found] = await orm.em
    .fork()
    .execute<{ added: number }[]>('select keep_log_months(?) as added', [ahead])
  return found!.added
}

const everyMs = 3_600_000

/** A month fails to be added while somebody reads the log for long: the next hour is in time by months. */
export const startMonths = ({
  orm,
  logger,
}: {
  readonly orm: Database
  readonly logger: Logger
}): AsyncDisposable =>
  startTicker(
    async () => void (await keepMonths(orm)),
    everyMs,
    (err) => logger.warn({ event: 'log.months', outcome: 'failed', err }, 'tries again'),
  )
