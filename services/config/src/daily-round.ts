import type { Logger } from '@bilagsbro/service-kit/logger'
import { withinScope } from '@bilagsbro/service-kit/scope'
import type { UseCases } from './app.ts'

const day = 24 * 60 * 60 * 1000

type Round = Pick<UseCases, 'findExpiringSecrets' | 'findMissingKeys' | 'republish'>

/**
 * Publishes every organisation's state now and once a day, and warns of secrets that expire. The round restores a lost
 * topic, and puts the newest state last again: compaction keeps the last message, which after an outage of the broker may
 * be an older state that had waited. A version that a reader has tells the reader nothing new.
 */
export async function startDailyRound(useCases: Round, logger: Logger): Promise<AsyncDisposable> {
  const round = () =>
    withinScope('all', async () => {
      // Other services learn the state, whatever becomes of the warnings.
      const organizations = await useCases.republish()
      await warnOfExpiry(useCases, logger)
      logger.info({ event: 'organizations.republished', organizations }, 'republished')
    })
  for (const key of await withinScope('all', useCases.findMissingKeys))
    logger.error({ event: 'vault.key_missing', key }, 'stored secrets need a key not in KEY_FILE')
  await round()
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = round().catch((error: unknown) =>
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

async function warnOfExpiry({ findExpiringSecrets }: Round, logger: Logger): Promise<void> {
  for (const { organizationId, field, expiresAt } of await findExpiringSecrets())
    logger.warn(
      {
        event: 'vault.secret_expires',
        organization_id: organizationId,
        field,
        expires_at: expiresAt,
      },
      'a secret expires within 30 days, or has',
    )
}
