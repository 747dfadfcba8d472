import type { DoubtReport } from '@bilagsbro/adapter-api/calls'
import type { Failure } from '@bilagsbro/booking/failure'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { doubtOf, doubtOfLeftOut } from '#domain/doubt.ts'
import {
  isUntold,
  statusOf,
  type RecordKey,
  type ShownStatus,
  type SyncRecord,
} from '#domain/record.ts'
import type { LookUps } from './ports/look-ups.ts'
import type { WaitingRecords } from './ports/waiting-records.ts'
import { createReadRevision } from './read-revision.ts'

export interface ShownDoubt {
  readonly record: SyncRecord
  /** Why it is in doubt. */
  readonly failure: Failure
  /** What the adapter saw; nothing while it does not tell. */
  readonly lookUps?: DoubtReport | undefined
}

interface Deps {
  readonly waitingRecords: WaitingRecords
  readonly lookUps: LookUps
  /** Whether the past is known. */
  readonly mayDecide: () => boolean
}

/** For an adapter to answer in. */
const askMs = 3_000

/** Shows a person what is known of a record that nobody can prove to be in the ledger, before that person speaks. */
export function createShowDoubt({ lookUps, ...deps }: Deps) {
  const readRevision = createReadRevision(deps)
  return async (key: RecordKey): Promise<Result<ShownDoubt, Refusal>> => {
    const kept = await readRevision(key)
    if (!kept.ok) return kept
    const { record } = kept.value
    const failure = doubtOf(record) ?? (await findLeftOut(deps.waitingRecords, record))
    if (!failure) return err(certain(statusOf(record)))
    const seen =
      record.connector && (await lookUps.of(record.connector, record, AbortSignal.timeout(askMs)))
    return ok({ record, failure, lookUps: seen })
  }
}

async function findLeftOut(waitingRecords: WaitingRecords, record: SyncRecord) {
  const reads = isUntold(record) ? await waitingRecords.of(record.organizationId) : undefined
  return reads && doubtOfLeftOut(record, await reads.revisions([record]), reads.organization)
}

/** There is nothing to say of a record that is certain. */
export const certain = (status: ShownStatus): Refusal => ({
  kind: 'conflict',
  code: 'record.certain',
  params: { status: statusWords[status] },
  members: { status },
})

const statusWords = {
  pending: { nb: 'venter', nn: 'ventar', en: 'waiting' },
  sending: { nb: 'overføres', nn: 'blir overført', en: 'in transfer' },
  in_doubt: { nb: 'uavklart', nn: 'uavklart', en: 'unresolved' },
  delivered: { nb: 'levert', nn: 'levert', en: 'delivered' },
  posted: { nb: 'bokført', nn: 'bokført', en: 'posted' },
  retry_scheduled: { nb: 'nytt forsøk', nn: 'nytt forsøk', en: 'to be tried again' },
  failed: { nb: 'feil', nn: 'feil', en: 'failed' },
  handled: { nb: 'håndtert', nn: 'handtert', en: 'handled' },
} as const
