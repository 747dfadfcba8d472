import type { FollowUpPolicy } from '#domain/follow-up.ts'
import { startLaneLoop, type LaneLoop, type Step } from './lane-loop.ts'
import { applyLookEnd, allowance, reconnect, stepOf, type WorkerDeps } from './lane-work.ts'
import type { Connection } from './ports/accounting-system.ts'
import type { FollowUpTerms } from './ports/follow-up-store.ts'

/**
 * Looks for delivered postings again and again, until each is booked or gone, and for a while for postings that were
 * accepted and do not show.
 */
export function startFollowing(deps: WorkerDeps, policy: FollowUpPolicy | undefined): LaneLoop {
  const { settings, observer, elapsed, isReady } = deps
  return startLaneLoop({
    name: 'following',
    atOnce: settings.looksAtOnce,
    pollMs: settings.followPollMs,
    observer,
    elapsed,
    isReady,
    next: (except) => nextFollowUp(deps, policy, except),
    connect: (organizationId, wanted) => reconnect(deps, organizationId, wanted, ['look_up']),
  })
}

async function nextFollowUp(
  deps: WorkerDeps,
  policy: FollowUpPolicy | undefined,
  except: readonly string[],
): Promise<Step> {
  const { system, connections, followUps } = deps
  let connection: Connection | undefined
  const claim = await followUps.claimFollowUp((organizationId): FollowUpTerms | undefined => {
    connection = connections.get(organizationId)
    if (!connection || system.settlesBy(connection) !== 'look_up') return undefined
    return {
      ...allowance(system, connection),
      costOf: (vouchers) => system.requestsPerLook(vouchers),
      size: system.limits.flightSize,
      soonMs: policy ? policy.firstMs / 2 : 0,
    }
  }, except)
  if (claim.kind === 'put_off') {
    const { organizationId, waitMs: milliseconds } = claim
    return { kind: 'work', run: async () => {}, rest: { organizationId, milliseconds } }
  }
  if (claim.kind !== 'look') return stepOf(claim)
  const used = connection!
  return {
    kind: 'work',
    async run() {
      await applyLookEnd(deps, used.organizationId, await deps.followUp(claim.look, used, policy))
    },
  }
}
