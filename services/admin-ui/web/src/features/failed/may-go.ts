import type { RecordRow } from '../../shared/records/words.ts'

type Class = NonNullable<RecordRow['failure']>['class']

/** It may be in the ledger: a person looks there, and says what is there. */
const unproven: readonly Class[] = ['rejected_in_ledger', 'different_in_ledger', 'accepted_unseen']
/** The same of an earlier revision of it. */
const earlierUnproven = 'revision.earlier_unproven'

/** Whether a person can have a failed record sent again, as the orchestrator has it. What goes by itself is left alone. */
export const mayGo = ({ status, failure }: Pick<RecordRow, 'status' | 'failure'>): boolean =>
  status === 'failed' &&
  failure !== undefined &&
  !unproven.includes(failure.class) &&
  failure.code !== earlierUnproven
