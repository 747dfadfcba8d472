import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { createAcceptRecords } from './application/accept-records.ts'
import { createApplyConnectors } from './application/apply-connectors.ts'
import { createDecidePeriods } from './application/decide-periods.ts'
import { createFinishReading } from './application/finish-reading.ts'
import { createListCauses } from './application/list-causes.ts'
import { createMarkHandled, createTakeBackMarks } from './application/mark-handled.ts'
import { createNoteRequests } from './application/note-requests.ts'
import { createNoteWords } from './application/note-words.ts'
import { createForgetRequests, createOnce } from './application/once.ts'
import type { Policy } from './application/policy.ts'
import type { CauseOverview } from './application/ports/cause-overview.ts'
import type { Calendar } from './application/ports/calendar.ts'
import type { LedgerChecks } from './application/ports/ledger-checks.ts'
import type { ConnectionProof } from './application/ports/connection-proof.ts'
import type { LookUps } from './application/ports/look-ups.ts'
import type { Overview } from './application/ports/overview.ts'
import type { SyncStore } from './application/ports/sync-store.ts'
import { createPlanRun } from './application/plan-run.ts'
import { createProbeConnector } from './application/probe-connector.ts'
import { createProveConnections } from './application/prove-connections.ts'
import { createReadRevision } from './application/read-revision.ts'
import { createRetryRecords } from './application/retry-records.ts'
import type { WaitingRecords } from './application/ports/waiting-records.ts'
import { createPreviewRecords } from './application/preview-records.ts'
import { createSayOfLedger } from './application/say-of-ledger.ts'
import { createShowDoubt } from './application/show-doubt.ts'
import { createSettlePostings } from './application/settle-postings.ts'
import { createStartRun } from './application/start-run.ts'
import { createTendOrganizations } from './application/tend-organizations.ts'
import { createWaiveTrial } from './application/waive-trial.ts'

export interface Ports {
  readonly store: SyncStore
  readonly overview: Overview
  readonly causeOverview: CauseOverview
  readonly waitingRecords: WaitingRecords
  readonly ledgerChecks: LedgerChecks
  readonly lookUps: LookUps
  readonly connectionProof: ConnectionProof
  /** Tells those of the organisations that nobody has announced until now. */
  readonly unknownOrganizations: (ids: readonly string[]) => Promise<ReadonlySet<string>>
  /** Whether all events from before this database's epoch were handled. */
  readonly hasReadPast: () => boolean
  /** The database's epoch. */
  readonly epoch: string
  /** Hears, in a sentence, of an event that must never happen. */
  readonly alarm: (sentence: string) => void
  readonly clock: Clock
  readonly newId: NewId
  readonly random: () => number
  readonly calendar: Calendar
  readonly policy: Policy
}

export type UseCases = ReturnType<typeof createApp>

export function createApp(ports: Ports) {
  const reading = createFinishReading(ports)
  const decided = { ...ports, reading, mayDecide: reading.mayDecide }
  const deps = { ...decided, once: createOnce(decided) }
  return {
    acceptRecords: createAcceptRecords(deps),
    applyConnectors: createApplyConnectors(ports),
    noteRequests: createNoteRequests(deps),
    noteWords: createNoteWords(deps),
    forgetAnswers: reading.forget,
    forgetRequests: createForgetRequests(ports),
    planRun: createPlanRun(deps),
    startRun: createStartRun(deps),
    probeConnector: createProbeConnector(deps),
    proveConnections: createProveConnections(decided),
    waiveTrial: createWaiveTrial(deps),
    retryRecords: createRetryRecords(deps),
    listCauses: createListCauses(ports),
    markHandled: createMarkHandled(deps),
    takeBackMarks: createTakeBackMarks(deps),
    decidePeriods: createDecidePeriods(deps),
    sayOfLedger: createSayOfLedger(deps),
    showDoubt: createShowDoubt(decided),
    readRevision: createReadRevision(decided),
    settlePostings: createSettlePostings(deps),
    tendOrganizations: createTendOrganizations(deps),
    overview: ports.overview,
    preview: createPreviewRecords(decided),
  }
}
