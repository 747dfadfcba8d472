import { isUnproven, mayGo } from '../../shared/records/may-go.ts'
import { hasLaterDay } from './days.ts'
import type { Revision } from './queries.ts'

/** What can be done about a revision; who may do it is another question. */
export interface May {
  /** To have it sent again. */
  readonly retry: boolean
  /** To close it by hand. */
  readonly mark: boolean
  /** To take back that it was closed. */
  readonly undo: boolean
  /** To have it booked on another day. */
  readonly date: boolean
  /** To say whether it is in the ledger. */
  readonly settle: boolean
}

const unsent = new Set(['pending', 'retry_scheduled', 'failed', 'delivered'])
const taken = new Set(['by_person', 'before_send_from'])

export function mayOf(revision: Revision, all: readonly Revision[], today: string): May {
  const { status, reason } = revision
  return {
    retry: mayGo(revision),
    mark: unsent.has(status) && !(status === 'pending' && revision.approvedAt === undefined),
    undo: status === 'handled' && reason !== undefined && taken.has(reason.code),
    date: isHeld(revision) && hasLaterDay(reason?.postingDate, today),
    settle: status === 'in_doubt' || isUnproven(revision) || isAskedFor(revision, all),
  }
}

const isHeld = ({ status, reason }: Revision) =>
  status === 'pending' && reason?.code === 'period_closed'

/** A later revision waits to hear whether this one, which was never sent, was booked by hand. */
const isAskedFor = ({ status, revision }: Revision, all: readonly Revision[]) =>
  status === 'handled' &&
  all.some(({ reason }) => reason?.code === 'revision_unproven' && reason.revision === revision)

export type Deed = 'retry' | 'mark' | 'undo' | 'date' | 'found' | 'missing'

interface Person {
  /** May have records sent again. */
  readonly retries: boolean
  /** May decide what becomes of them. */
  readonly decides: boolean
}

/** What may be done, and by this person; what is most likely wanted stands first. */
export const deedsOf = (may: May, { retries, decides }: Person): readonly Deed[] => [
  ...(may.retry && retries ? (['retry'] as const) : []),
  ...(may.settle && decides ? (['found', 'missing'] as const) : []),
  ...(may.date && decides ? (['date'] as const) : []),
  ...(may.mark && decides ? (['mark'] as const) : []),
  ...(may.undo && decides ? (['undo'] as const) : []),
]

/** Neither in the ledger nor closed: its voucher may still become another one. */
export const isOpen = ({ status }: Pick<Revision, 'status'>) =>
  status !== 'posted' && status !== 'delivered' && status !== 'handled'
