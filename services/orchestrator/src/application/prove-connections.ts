import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { tested } from '#domain/breaker.ts'
import type { Connector } from '#domain/organization.ts'
import { openBatch } from './batch.ts'
import type { Policy } from './policy.ts'
import type { ConnectionProof, Proven } from './ports/connection-proof.ts'
import type { SyncStore } from './ports/sync-store.ts'
import { suspend } from './suspend.ts'

interface Deps {
  readonly store: SyncStore
  readonly connectionProof: ConnectionProof
  readonly clock: Clock
  readonly newId: NewId
  readonly policy: Policy
  /** Whether the past is known. */
  readonly mayDecide: () => boolean
}

const hour = 3_600_000
/** Longer than an adapter gives its ledger. */
const testMs = 12_000

/**
 * Proves connections that a scheduled run had nothing to send through, each at most once an hour whatever the number of
 * replicas. A connection that does not work suspends its connector as a posting would; one that works again ends the
 * suspension.
 */
export function createProveConnections(deps: Deps) {
  const { store, connectionProof, clock, mayDecide } = deps
  const hourAgo = () => new Date(clock.now().getTime() - hour)

  /** Takes the proof upon itself, before it is asked for. */
  async function claim(organizationId: string): Promise<Connector | undefined> {
    let claimed: Connector | undefined
    await store.tryChange(organizationId, async (unit) => {
      const batch = await openBatch(unit, clock.now(), deps.newId)
      const organization = batch.organization(organizationId)
      const { connector, provedAt } = organization
      if (!connector?.enabled || (provedAt && provedAt > hourAgo())) return
      batch.changeOrganization({ ...organization, provedAt: batch.now })
      await batch.save()
      claimed = connector
    })
    return claimed
  }

  async function prove(organizationId: string): Promise<void> {
    const connector = await claim(organizationId)
    if (!connector) return
    const signal = AbortSignal.timeout(testMs)
    const proven = await connectionProof.test(connector.type, organizationId, signal)
    if (proven.kind !== 'untold') await takeIn(deps, organizationId, connector, proven)
  }

  return async (): Promise<void> => {
    if (!mayDecide()) return
    const unproved = await store.unproved(hourAgo(), clock.now())
    await Promise.all(unproved.map(prove))
  }
}

/** What was proved of a connection that is another by now says nothing. */
async function takeIn(
  { store, clock, newId, policy }: Deps,
  organizationId: string,
  asked: Connector,
  proven: Proven,
): Promise<void> {
  await store.change([organizationId], async (unit) => {
    const batch = await openBatch(unit, clock.now(), newId)
    const { connector, suspension } = batch.organization(organizationId)
    const isSame =
      connector?.enabled &&
      connector.type === asked.type &&
      connector.targetFingerprint === asked.targetFingerprint &&
      connector.credentialsVersion === asked.credentialsVersion
    if (!isSame) return
    const failure = proven.kind === 'broken' ? proven.failure : undefined
    const after = tested(suspension, failure, policy.probe, batch.now)
    suspend(batch, organizationId, after, connector.type)
    if (suspension && !after) await unit.retries.bringForward(organizationId, batch.now)
    await batch.save()
  })
}
