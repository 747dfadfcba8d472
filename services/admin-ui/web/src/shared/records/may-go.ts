import type { RecordRow } from './words.ts'

type Stand = Pick<RecordRow, 'status' | 'failure'>
type Class = NonNullable<RecordRow['failure']>['class']

const unproven: readonly Class[] = ['rejected_in_ledger', 'different_in_ledger', 'accepted_unseen']
/** The same of an earlier revision of it. */
const earlierUnproven = 'revision.earlier_unproven'

/** It may be in the ledger: a person looks there, and says what is there. */
export const isUnproven = ({ status, failure }: Stand): boolean =>
  status === 'failed' && failure !== undefined && unproven.includes(failure.class)

/** Whether a person can have a failed record sent again, as the orchestrator has it. What goes by itself is left alone. */
export const mayGo = (record: Stand): boolean =>
  record.status === 'failed' &&
  record.failure !== undefined &&
  !isUnproven(record) &&
  record.failure.code !== earlierUnproven
