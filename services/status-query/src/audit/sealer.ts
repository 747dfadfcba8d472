import { AuditSealed, signedBeginning, signedText } from '@bilagsbro/events/audit-sealed'
import type { Outbox } from '@bilagsbro/messaging/outbox'
import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import { withinScope } from '@bilagsbro/service-kit/scope'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { SealKey } from './seal-key.ts'
import { readBeginnings, rowsAtOnce, sealEntries, type Beginning, type Sealed } from './sealing.ts'

interface Options {
  readonly outbox: Pick<Outbox, 'transaction'>
  /** Of the database. */
  readonly epoch: { readonly id: string }
  readonly key: SealKey
}

const placeOf = ({ chain, organizationId }: Sealed) => `${chain}/${organizationId}`

/** Seals what waits, and publishes the signed heads with it. Says how many rows it took. */
export function createSeal({ outbox, epoch, key }: Options): () => Promise<number> {
  // Read once: it never changes, and one that is moved while this runs is not signed.
  const begun = new Map<string, Beginning & { readonly signature: string }>()
  const learn = async (em: EntityManager, sealed: readonly Sealed[]) => {
    const unknown = sealed.filter((one) => !begun.has(placeOf(one)))
    if (unknown.length === 0) return
    const found = await readBeginnings(
      em,
      unknown.map(({ organizationId }) => organizationId),
    )
    for (const head of unknown) {
      const beginning = found.get(head.organizationId)!
      const signature = key.sign(signedBeginning(head, beginning))
      begun.set(placeOf(head), { ...beginning, signature })
    }
  }
  return () =>
    withinScope('all', () =>
      outbox.transaction(async (em, emit) => {
        const { sealed, rows } = await sealEntries(em)
        await learn(em, sealed)
        for (const head of sealed)
          emit(AuditSealed, {
            ...head,
            series: `${head.organizationId}/${epoch.id}`,
            keyId: key.id,
            beginning: begun.get(placeOf(head))!,
            signature: key.sign(signedText(head)),
          })
        return rows
      }),
    )
}

const everyMs = 1_000

/** Seals once a second, and at once again while more waits. What fails is tried again in the next second. */
export function startSealer(
  options: Options & { readonly logger: Logger; readonly metrics: Metrics },
): AsyncDisposable {
  const { logger, metrics } = options
  const seal = createSeal(options)
  const failures = metrics.counter(
    'bilagsbro_seal_failures_total',
    'Times that entries of the log could not be sealed; they are tried again each second.',
  )
  const round = async () => {
    try {
      while ((await seal()) === rowsAtOnce && !stopped);
    } catch (err) {
      failures.inc()
      logger.warn({ event: 'log.seal', outcome: 'failed', err }, 'tries again')
    }
  }
  let stopped = false
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= round().finally(() => (running = undefined))
  }, everyMs)
  return {
    async [Symbol.asyncDispose]() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
