import type { Logger } from '@bilagsbro/service-kit/logger'

const day = 24 * 60 * 60 * 1000

/**
 * Publishes every organisation's state now and once a day. It restores a topic that was lost, and puts the
 * newest state last again: compaction keeps what arrived last, which after an outage of the broker may be
 * an older state that waited for it. Readers ignore a version that they have.
 */
export async function republishDaily(
  republish: () => Promise<number>,
  logger: Logger,
): Promise<AsyncDisposable> {
  const publish = async () => {
    const organizations = await republish()
    logger.info({ event: 'organizations.republished', organizations }, 'republished')
  }
  await publish()
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = publish().catch((error: unknown) =>
      logger.warn({ event: 'organizations.republish_failed', err: error }, 'tried again tomorrow'),
    )
  }, day)
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
    },
  }
}
