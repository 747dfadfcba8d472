import { isUnproven, type Failure } from '@bilagsbro/booking/failure'
import type { SyncRecord } from './record.ts'

/** Why nobody can prove whether a record is in the ledger; nothing where it is certain. */
export function doubtOf({ state }: SyncRecord): Failure | undefined {
  if (state.status === 'failed' && isUnproven(state.failure)) return state.failure
  return state.status === 'sending' ? state.doubt : undefined
}
