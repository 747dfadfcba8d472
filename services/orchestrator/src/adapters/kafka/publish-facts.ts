import { CategoryUsed } from '@bilagsbro/events/category-used'
import { PostingRequested, PostingWithdrawn } from '@bilagsbro/events/posting'
import {
  ConnectorResumed,
  ConnectorSuspended,
  SyncCompleted,
  SyncDoubled,
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncQueued,
  SyncStarted,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import type { Emit, Outbox } from '@bilagsbro/messaging/outbox'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { ConnectorFact, Fact, RecordFact, RunFact, UseFact } from '#domain/fact.ts'
import type { RecordKey } from '#domain/record.ts'
import { settledCounts } from '#domain/run.ts'

/** Reads the types of records, by `recordKeyOf`. */
type RecordTypesOf = (
  em: EntityManager,
  records: readonly RecordKey[],
) => Promise<ReadonlyMap<string, string>>

/**
 * Transactions whose facts are published when they are committed. The few failures are told at the end, with the types of
 * their records, which nothing else on the road reads.
 */
export const transactWith =
  (outbox: Pick<Outbox, 'transaction'>, recordTypesOf: RecordTypesOf) =>
  <T>(
    work: (em: EntityManager, tell: (facts: readonly Fact[]) => void) => Promise<T>,
  ): Promise<T> =>
    outbox.transaction(async (em, emit) => {
      const failures: Failure[] = []
      const result = await work(em, (facts) => publishFacts(emit, facts, failures))
      if (failures.length === 0) return result
      const types = await recordTypesOf(
        em,
        failures.map(({ data }) => data),
      )
      for (const { data, traceparent } of failures)
        emit(SyncFailed, { ...data, recordType: types.get(recordKeyOf(data)) }, { traceparent })
      return result
    })

interface Failure {
  readonly data: SyncFailed
  readonly traceparent: string | undefined
}

export const recordKeyOf = ({ organizationId, recordId, revision }: RecordKey): string =>
  JSON.stringify([organizationId, recordId, revision])

/** Facts become events, and that is all. */
function publishFacts(emit: Emit, facts: readonly Fact[], failures: Failure[]): void {
  for (const fact of facts)
    if ('record' in fact) publishRecordFact(emit, fact, failures)
    else if ('run' in fact) publishRunFact(emit, fact)
    else if (fact.kind === 'first_used') publishUse(emit, fact)
    else publishConnectorFact(emit, fact)
}

function publishRecordFact(emit: Emit, fact: RecordFact, failures: Failure[]): void {
  const { record } = fact
  const { organizationId, recordId, revision, reference, mappingVersion } = record
  const { attempt, sequence, traceparent } = record
  const at = fact.at.toISOString()
  const identity = { organizationId, recordId, revision }
  const event = { ...identity, sequence, at }
  const trace = { traceparent }
  switch (fact.kind) {
    case 'requested': {
      const { credentialsVersion, priority, voucher, trial, unsentBefore } = fact
      const targetFingerprint = record.targetFingerprint!
      const posting = { reference, targetFingerprint, credentialsVersion, priority, voucher, trial }
      const since = { requestedAt: at, unsentBefore: unsentBefore?.toISOString() }
      const data = { ...identity, attempt, ...posting, mappingVersion, ...since }
      return emit(PostingRequested[fact.connector], data, trace)
    }
    case 'withdrawn':
      return emit(
        PostingWithdrawn[fact.connector],
        { ...identity, attempt, requestedAt: at, notInLedger: fact.notInLedger },
        trace,
      )
    case 'queued': {
      const { reason } = fact
      const moved = reason.code === 'date_moved' ? record.moved : undefined
      return emit(SyncQueued, { ...event, reason, ...(moved && { moved }), ...fact.word }, trace)
    }
    case 'succeeded': {
      const { outcome, connector, voucher, answer, answeredAt } = fact
      const posted = {
        outcome,
        connector,
        reference,
        attempt: fact.attempt,
        voucher,
        answer,
        answeredAt,
      }
      const { corrects, mode, moved } = record
      const voucherOf = { mappingVersion, corrects, mode, moved }
      const data = { ...event, ...posted, runId: record.runId!, ...voucherOf }
      return emit(SyncSucceeded, data, trace)
    }
    case 'failed': {
      const { failure } = fact
      const nextAttemptAt = fact.nextAttemptAt?.toISOString()
      const failed = { attempt, reference, failure, nextAttemptAt, mappingVersion }
      const data = { ...event, ...failed, runId: record.runId }
      // One that cannot be published fails its own step, and not the whole transaction at its end.
      if (!SyncFailed.check(data)) throw new Error(SyncFailed.problems(data).join(' '))
      return void failures.push({ data, ...trace })
    }
    case 'handled':
      return emit(SyncHandled, { ...event, reason: fact.reason, ...fact.word }, trace)
    case 'overdue': {
      const { connector, voucher } = fact
      const deliveredAt = fact.deliveredAt.toISOString()
      return emit(SyncOverdue, { ...event, connector, reference, voucher, deliveredAt }, trace)
    }
    case 'doubled': {
      const { kind, vouchers } = fact.alarm
      return emit(SyncDoubled, { ...event, kind, reference, vouchers: [...vouchers] }, trace)
    }
  }
}

function publishRunFact(emit: Emit, fact: RunFact): void {
  const { run } = fact
  const { id: runId, organizationId, trigger, actor, ready, sequence } = run
  const startedAt = run.startedAt.toISOString()
  const takesUntil = run.takesUntil?.toISOString()
  const began = { trigger, actor, startedAt, takesUntil, ready }
  const data = { organizationId, runId, ...began, sequence }
  if (fact.kind === 'run_started') return emit(SyncStarted, data)
  const completedAt = (run.completedAt ?? run.changedAt).toISOString()
  return emit(SyncCompleted, { ...data, completedAt, counts: settledCounts(run) })
}

function publishConnectorFact(emit: Emit, fact: ConnectorFact): void {
  const { organizationId, sequence } = fact.organization
  const at = fact.at.toISOString()
  const data = { organizationId, connector: fact.connector, sequence, at, ...fact.word }
  if (fact.kind === 'resumed') return emit(ConnectorResumed, data)
  const { cause, probeAt } = fact.suspension
  const nextProbeAt = probeAt?.toISOString()
  return emit(ConnectorSuspended, { ...data, cause, nextProbeAt })
}

const publishUse = (emit: Emit, { organizationId, use, value, at }: UseFact): void =>
  emit(CategoryUsed, { organizationId, kind: use, value, firstUsedAt: at.toISOString() })
