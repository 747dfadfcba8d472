import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { RecordKey } from '#domain/record.ts'
import type { NamedRevision } from './change-named.ts'
import { stillReading } from './once.ts'
import type { KeptRecord } from './ports/sync-store.ts'
import type { WaitingRecords } from './ports/waiting-records.ts'

interface Deps {
  readonly waitingRecords: WaitingRecords
  /** Whether the past is known. */
  readonly mayDecide: () => boolean
}

/** One revision with its content, in whatever state it is. */
export const createReadRevision =
  ({ waitingRecords, mayDecide }: Deps) =>
  async (key: RecordKey): Promise<Result<KeptRecord, Refusal>> => {
    if (!mayDecide()) return err(stillReading)
    const reads = await waitingRecords.of(key.organizationId)
    if (!reads) return err(unknownOrganization)
    const [kept] = await reads.contents([key])
    return kept ? ok(kept) : err(unknownRevision(key))
  }

export const unknownRevision = ({ recordId, revision }: NamedRevision): Refusal => ({
  kind: 'missing',
  code: 'revision.not_found',
  params: { recordId, revision },
})
