import type { ApprovedRecord } from '@bilagsbro/booking/approved-record'
import type { BookingRules } from '@bilagsbro/booking/create-voucher'
import type { Fact } from '#domain/fact.ts'
import type { Organization } from '#domain/organization.ts'
import type { RecordKey, SyncRecord } from '#domain/record.ts'
import type { Run } from '#domain/run.ts'
import type { PostingAnswer } from '#domain/settle.ts'
import type { Use } from '#domain/use.ts'

/**
 * Keeps organisations, records and runs. Whoever changes anything of an organisation holds its lock, so that what
 * was read inside a change stays true until its end, however many replicas there are. Any fault of the database is
 * thrown; then nothing was changed and nobody was told.
 */
export interface SyncStore {
  /**
   * One transaction that holds the locks of the organisations, taken in key order; those unknown have none, unless
   * `create`. What was saved and what was told are committed together. `work` does no other I/O.
   */
  change<T>(
    organizationIds: readonly string[],
    work: (unit: SyncUnit) => Promise<T>,
    options?: { readonly create?: boolean },
  ): Promise<T>
  /** The same for one organisation; does nothing when somebody else holds its lock, or when there is none. */
  tryChange(organizationId: string, work: (unit: SyncUnit) => Promise<void>): Promise<void>
  /** Which of these are unknown. */
  unknown(organizationIds: readonly string[]): Promise<string[]>
  /** Organisations with something in {@link SyncUnit.heldBack}. */
  heldBack(): Promise<string[]>
  /** Organisations with a connector that is not suspended, in key order. */
  working(): Promise<string[]>
  /** Whether it was noted that the others were told, in this epoch, which connectors work. */
  hasToldOf(epoch: string): Promise<boolean>
  noteTold(epoch: string): Promise<void>
  /** Forgets answers that were kept before this moment and belong to nothing. */
  forgetAnswers(keptBefore: Date): Promise<void>
  /** Organisations with something to do that no event will bring, a scheduled run included. */
  due(since: DueSince): Promise<string[]>
}

export interface DueSince {
  readonly now: Date
  /** Requested before this and not answered. */
  readonly requestedBefore: Date
  /** Met a closed period, and was sent at this moment or earlier. */
  readonly periodSince: Date
  /** Runs with nothing outstanding and unchanged since. */
  readonly quietSince: Date
  /** Runs that began before this. */
  readonly startedBefore: Date
}

/** What one change sees and saves. Reads do not see what was not saved yet. */
export interface SyncUnit {
  /** The locked ones. */
  readonly organizations: ReadonlyMap<string, Organization>
  openWork(): Promise<ReadonlyMap<string, OpenWork>>
  /** Every revision of these records that there is. */
  revisions(records: readonly RecordId[]): Promise<SyncRecord[]>
  /** These, with their content. */
  contents(records: readonly RecordKey[]): Promise<KeptRecord[]>
  /** Records whose turn has come: retries that are due, and pending ones not looked at in this round; the oldest first. */
  waiting(organizationId: string, round: number, now: Date, limit: number): Promise<KeptRecord[]>
  /** Like `waiting`, with those that wait for the suspended connector; one of them may go as a probe. */
  probes(organizationId: string, round: number, now: Date, limit: number): Promise<KeptRecord[]>
  /** Records that wait for their period, and were sent at this moment or earlier; the oldest first. */
  awaitingPeriod(organizationId: string, sentBefore: Date, limit: number): Promise<KeptRecord[]>
  /** Records on their way, requested at this moment or earlier. */
  sending(organizationId: string, requestedBefore: Date, limit: number): Promise<KeptRecord[]>
  /** Records that were heard of while the past was read, or that answers were kept for; all their revisions count as one. */
  heldBack(organizationId: string, limit: number): Promise<RecordId[]>
  /** Keeps what was said until it can be settled. What was said before, and is said again, takes its new place. */
  keepAnswers(answers: readonly PostingAnswer[], now: Date): Promise<void>
  /** What was kept for these, in the order in which it was said; with the change it is forgotten. */
  takeAnswers(records: readonly RecordKey[]): Promise<PostingAnswer[]>
  /** Keeps by which rules the postings were made that are on their way, before an organisation's are changed. */
  keepRules(organization: Organization): Promise<void>
  /** What was kept of them, by version. */
  earlierRules(organizationId: string): Promise<ReadonlyMap<number, BookingRules>>
  /** Keeps what records use, and gives back what was not known before; of two callers at once, to one of them. */
  addUses(uses: readonly Use[], now: Date): Promise<Use[]>
  save(changes: Changes): Promise<void>
  /**
   * Published, in this order, if the change is committed: so who tells of a change saves it, too. Not kept as they are.
   * Throws where a fact cannot be told; that one is not.
   */
  tell(facts: readonly Fact[]): void
}

export type RecordId = Omit<RecordKey, 'revision'>

/** How one organisation stands when its lock was taken. */
export interface OpenWork {
  /** Records on their way. */
  readonly outstanding: number
  /** Whether there are records whose turn has not come yet. */
  readonly backlog: boolean
  readonly openRuns: readonly Run[]
  /** Whether answers are kept. */
  readonly answered: boolean
}

export interface KeptRecord {
  readonly record: SyncRecord
  readonly content: ApprovedRecord
}

export interface Changes {
  readonly inserted: readonly KeptRecord[]
  readonly updated: readonly SyncRecord[]
  /** New ones and changed ones. */
  readonly runs: readonly Run[]
  readonly organizations: readonly Organization[]
}
