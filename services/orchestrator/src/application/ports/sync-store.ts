import type { RecordContent } from '@bilagsbro/booking/approved-record'
import type { BookingRules } from '@bilagsbro/booking/create-voucher'
import type { PastRequest } from '#domain/earlier.ts'
import type { Fact } from '#domain/fact.ts'
import type { Organization } from '#domain/organization.ts'
import type { RecordKey, SyncRecord } from '#domain/record.ts'
import type { Left, Run } from '#domain/run.ts'
import type { WaitingSum } from '#domain/run-plan.ts'
import type { KeptAnswer } from '#domain/told-word.ts'
import type { Use } from '#domain/use.ts'
import type { RetryStore } from './retry-store.ts'

/**
 * Keeps organisations, records and runs. Whoever changes anything of an organisation holds its lock, so that rows that
 * were read inside a change stay true until its end, however many replicas there are. Any fault of the database is
 * thrown; then nothing was changed and no fact was told.
 */
export interface SyncStore {
  /**
   * One transaction that holds the locks of the organisations, taken in key order. An unknown organisation has no lock,
   * unless `create`. Saved changes and told facts are committed together. `work` does no other I/O.
   */
  change<T>(
    organizationIds: readonly string[],
    work: (unit: SyncUnit) => Promise<T>,
    options?: { readonly create?: boolean },
  ): Promise<T>
  /** The same for one organisation; does nothing when somebody else holds the lock, or the organisation is unknown. */
  tryChange(organizationId: string, work: (unit: SyncUnit) => Promise<void>): Promise<void>
  /** The organisations among these that are unknown. */
  unknown(organizationIds: readonly string[]): Promise<string[]>
  /** Organisations with something in {@link SyncUnit.heldBack}. */
  heldBack(): Promise<string[]>
  /** Organisations with a connector that is not suspended, in key order. */
  working(): Promise<string[]>
  /** Whether {@link SyncStore.noteTold} was called for this epoch. */
  hasToldOf(epoch: string): Promise<boolean>
  /** Notes that others were told, in this epoch, which connectors work. */
  noteTold(epoch: string): Promise<void>
  /** Forgets kept answers that were kept before this moment. */
  forgetAnswers(keptBefore: Date): Promise<void>
  /** Forgets what was answered to requests before this moment. */
  forgetRequests(keptBefore: Date): Promise<void>
  /**
   * Organisations whose connector is on and whose connection nothing has proved since a moment: a scheduled run that
   * began later sent nothing, or the connector is suspended and no record waits to be its probe.
   */
  unproved(since: Date, now: Date): Promise<string[]>
  /** Organisations with work that no event will bring, a scheduled run included. */
  due(since: DueSince): Promise<string[]>
}

export interface DueSince {
  readonly now: Date
  /** Records on their way that were requested at this moment or earlier. */
  readonly requestedBefore: Date
  /** Records that wait for their period and were sent at this moment or earlier. */
  readonly periodSince: Date
  /** Runs with nothing outstanding that have not changed since. */
  readonly quietSince: Date
  /** Runs that began before this. */
  readonly startedBefore: Date
}

/** The reads and writes of one change. A read does not see changes that were not saved yet. */
export interface SyncUnit {
  /** The locked organisations. */
  readonly organizations: ReadonlyMap<string, Organization>
  /** When the database's epoch began: it may not know of what was asked for before. */
  readonly bornAt: Date
  /** Records that go again. */
  readonly retries: RetryStore
  openWork(): Promise<ReadonlyMap<string, OpenWork>>
  /** All revisions of these records. */
  revisions(records: readonly RecordId[]): Promise<SyncRecord[]>
  /** These records with their content. */
  contents(records: readonly RecordKey[]): Promise<KeptRecord[]>
  /** Records whose turn has come: retries that are due, and pending ones not looked at in this round; the oldest first. */
  waiting(organizationId: string, round: number, now: Date, limit: number): Promise<KeptRecord[]>
  /** Like `waiting`, with the records that wait for the suspended connector or the trial; one of them may go as a probe. */
  probes(organizationId: string, round: number, now: Date, limit: number): Promise<KeptRecord[]>
  /** Like `waiting`, with the records that wait for the trial; one of them may go as the trial. */
  trials(organizationId: string, round: number, now: Date, limit: number): Promise<KeptRecord[]>
  /** Records that wait and were accepted until a moment, by reason. */
  waitingSums(organizationId: string, until: Date): Promise<WaitingSum[]>
  /** What an open run of the organisation has left in this round. */
  left(run: Run, round: number, now: Date): Promise<Left>
  /** Records that wait for their period, and were sent at this moment or earlier; the oldest first. */
  awaitingPeriod(organizationId: string, sentBefore: Date, limit: number): Promise<KeptRecord[]>
  /** Records that wait for a period (yyyy-mm) to be opened. */
  closedPeriod(organizationId: string, period: string): Promise<KeptRecord[]>
  /** Records on their way, requested at this moment or earlier. */
  sending(organizationId: string, requestedBefore: Date, limit: number): Promise<KeptRecord[]>
  /** Delivered records that were not told as overdue, delivered at this moment or earlier; the oldest first. */
  overdue(organizationId: string, deliveredBefore: Date, limit: number): Promise<SyncRecord[]>
  /** Records that came while the past was read, or that answers were kept for; the revisions of a record count as one. */
  heldBack(organizationId: string, limit: number): Promise<RecordId[]>
  /**
   * Keeps answers, and words that were told, until their records can be settled. An answer that is kept already moves to
   * its new place.
   */
  keepAnswers(answers: readonly KeptAnswer[], now: Date): Promise<void>
  /** Gives the kept answers to these records, in the order in which they were given, and forgets them with the change. */
  takeAnswers(records: readonly RecordKey[]): Promise<KeptAnswer[]>
  /** Keeps the organisation's rules, by which postings may have been made. To be called before the rules change. */
  keepRules(organization: Organization): Promise<void>
  /** The kept rules of these versions. */
  earlierRules(
    organizationId: string,
    versions: readonly number[],
  ): Promise<ReadonlyMap<number, BookingRules>>
  /** Keeps requests of a time that this database has lost. A request that is kept already stays as it is. */
  keepPastRequests(requests: readonly PastRequest[]): Promise<void>
  /** The kept requests for these revisions. */
  pastRequests(records: readonly RecordKey[]): Promise<PastRequest[]>
  /** Keeps uses, and gives back the new ones. Of two callers at once, one gets a new use. */
  addUses(uses: readonly Use[], now: Date): Promise<Use[]>
  /** What was answered to the request with this key; nothing when there was none. */
  answerTo(organizationId: string, key: string): Promise<AnsweredRequest | undefined>
  /** Keeps what is answered to a request, with the change. A key is kept once. */
  keepAnswerTo(organizationId: string, request: AnsweredRequest, now: Date): Promise<void>
  save(changes: Changes): Promise<void>
  /**
   * Publishes the facts, in this order, if the change is committed: whoever tells of a change saves it, too. Throws where
   * a fact cannot be published; that fact is left out.
   */
  tell(facts: readonly Fact[]): void
}

export type RecordId = Omit<RecordKey, 'revision'>

/** The open work of one organisation when its lock was taken. */
export interface OpenWork {
  /** Records on their way. */
  readonly outstanding: number
  /** Whether there are pending records that were not looked at in the organisation's round. */
  readonly backlog: boolean
  readonly openRuns: readonly Run[]
  /** Whether answers are kept for the organisation. */
  readonly answered: boolean
}

/** A request that changed something, and what was answered: JSON. */
export interface AnsweredRequest {
  readonly key: string
  /** Differs for every other request. */
  readonly fingerprint: string
  readonly answer: object
}

export interface KeptRecord {
  readonly record: SyncRecord
  readonly content: RecordContent
}

export interface Changes {
  readonly inserted: readonly KeptRecord[]
  readonly updated: readonly SyncRecord[]
  /** New ones and changed ones. */
  readonly runs: readonly Run[]
  readonly organizations: readonly Organization[]
}
