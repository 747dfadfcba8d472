import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { createAcceptRecords } from './application/accept-records.ts'
import { createApplyConnectors } from './application/apply-connectors.ts'
import type { Policy } from './application/policy.ts'
import type { Calendar } from './application/ports/calendar.ts'
import type { Overview } from './application/ports/overview.ts'
import type { SyncStore } from './application/ports/sync-store.ts'
import { createSettlePostings } from './application/settle-postings.ts'
import { createStartRun } from './application/start-run.ts'
import { createTendOrganizations } from './application/tend-organizations.ts'

export interface Ports {
  readonly store: SyncStore
  readonly overview: Overview
  /** Resolves when every organisation that was announced before the call is known. */
  readonly organizationsCaughtUp: () => Promise<void>
  readonly clock: Clock
  readonly newId: NewId
  readonly random: () => number
  readonly calendar: Calendar
  readonly policy: Policy
}

export type UseCases = ReturnType<typeof createApp>

export function createApp(ports: Ports) {
  return {
    acceptRecords: createAcceptRecords(ports),
    applyConnectors: createApplyConnectors(ports),
    startRun: createStartRun(ports),
    settlePostings: createSettlePostings(ports),
    tendOrganizations: createTendOrganizations(ports),
    overview: ports.overview,
  }
}
