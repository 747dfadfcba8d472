import type { Failure } from '@bilagsbro/booking/failure'
import type { PostingOutcome, PostingOutcomeOf } from '@bilagsbro/booking/posting-outcome'

/** Names a posting for ever: one revision of one record becomes at most one voucher. */
export interface PostingKey {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
}

export type PostingState =
  /** Nothing of the posting can be in the ledger. */
  | { readonly kind: 'queued' }
  /** In a flight whose intent is committed: the voucher may be in the ledger at any moment from now. */
  | ({ readonly kind: 'sending'; readonly flightId: string } & SentAs)
  | (PostingOutcomeOf<'in_doubt'> &
      SentAs & {
        /** Left out where a forgotten predecessor may have sent the posting, until a flight looks for it. */
        readonly flightId?: string | undefined
        /** When a person said that the voucher is not in the ledger (ISO 8601). It counts where no look-up tells. */
        readonly saidAbsentAt?: string | undefined
      })
  | (PostingOutcomeOf<'posted' | 'delivered'> & SentAs)
  | PostingOutcomeOf<'refused' | 'returned'>

interface SentAs {
  /** The attempt that sent what the ledger holds or may hold, where a later one was requested since. */
  readonly sentAs?: number | undefined
}

/** One posting as the adapter knows it. */
export interface Known {
  /** The highest attempt that was requested. */
  readonly attempt: number
  readonly state: PostingState
  /** The posting is not wanted any more, should it turn out that it was not sent. */
  readonly withdrawn: boolean
}

/** The attempt that an answer is about: of what the ledger holds, the one that sent it. */
export const answeredAttempt = ({ attempt, state }: Pick<Known, 'attempt' | 'state'>): number =>
  isThere(state) ? (state.sentAs ?? attempt) : attempt

/** The effect of a request, or of a withdrawal, on a known posting. */
export interface Reaction {
  readonly next: Known
  /** The content of the request takes the place of the content that was known before. */
  readonly takesContent: boolean
  readonly answers: boolean
}

/** States that can be answered at once; a posting in another state is answered when that state ends. */
const answerable = (state: PostingState) =>
  state.kind !== 'queued' && state.kind !== 'sending' && !isForgotten(state)

/** A predecessor may have sent the posting in a time that the database has lost, and no flight looks for it yet. */
export const isForgotten = (state: PostingState) => state.kind === 'in_doubt' && !state.flightId

/** Whether the posting was sent is not known any more: only the ledger tells. Told when the past has been read. */
export const forgotten: Extract<PostingState, { kind: 'in_doubt' }> = {
  kind: 'in_doubt',
  failure: {
    class: 'transient',
    code: 'posting.forgotten',
    message:
      'The database that knew whether the voucher was sent is lost. The voucher is looked for in the accounting system.',
  },
}

/** Nothing of the posting can be in the ledger, so its content may change. */
const unsent = ({ kind }: PostingState) =>
  kind === 'queued' || kind === 'refused' || kind === 'returned'

/** A request for a posting that is known already. An unknown posting is simply queued. */
export function request(known: Known, attempt: number): Reaction {
  const { state } = known
  if (attempt <= known.attempt)
    return { next: known, takesContent: false, answers: answerable(state) }
  if (isForgotten(state))
    return { next: { ...known, attempt, withdrawn: false }, takesContent: true, answers: false }
  if (unsent(state))
    return {
      next: { attempt, state: { kind: 'queued' }, withdrawn: false },
      takesContent: true,
      answers: false,
    }
  return { next: overtaken(known, attempt), takesContent: false, answers: answerable(state) }
}

/**
 * A request that is read in a new epoch, before the past was read. An earlier attempt was answered before a later one
 * was requested: what a predecessor may have sent since is the later one.
 */
export function requestInPast(known: Known, attempt: number): Reaction {
  const { state } = known
  if (attempt <= known.attempt || !isPending(state)) return request(known, attempt)
  const accepted = state.kind === 'in_doubt' && state.accepted
  const doubt = { ...forgotten, ...(accepted && { accepted }) }
  return {
    next: { attempt, state: doubt, withdrawn: false },
    takesContent: true,
    answers: false,
  }
}

/**
 * What an earlier attempt sent, or may have sent, is never taken for what a later one asks for. In the ledger, it is
 * answered under its own attempt; absent, it comes back, so that the content of today is asked for anew.
 */
function overtaken(known: Known, attempt: number): Known {
  const { state } = known
  const withdrawn = !isThere(state)
  return isThere(state) || isPending(state)
    ? { attempt, withdrawn, state: { ...state, sentAs: state.sentAs ?? known.attempt } }
    : { attempt, withdrawn, state }
}

const isThere = (
  state: PostingState,
): state is Extract<PostingState, { kind: 'posted' | 'delivered' }> =>
  state.kind === 'posted' || state.kind === 'delivered'

const isPending = (
  state: PostingState,
): state is Extract<PostingState, { kind: 'sending' | 'in_doubt' }> =>
  state.kind === 'sending' || state.kind === 'in_doubt'

/** A withdrawal. The withdrawal of an unknown posting counts, too: its request is not sent should it arrive later. */
export function withdraw(
  known: Known | undefined,
  attempt: number,
  saidAbsentAt?: string,
): Reaction {
  const returned: PostingState = { kind: 'returned', reason: 'withdrawn' }
  if (!known)
    return {
      next: { attempt, state: returned, withdrawn: true },
      takesContent: false,
      answers: true,
    }
  const { state } = known
  if (attempt < known.attempt)
    return { next: known, takesContent: false, answers: answerable(state) }
  if (state.kind === 'queued')
    return {
      next: { attempt, state: returned, withdrawn: true },
      takesContent: false,
      answers: true,
    }
  const asked = attempt > known.attempt ? overtaken(known, attempt) : known
  const next = { attempt, withdrawn: true, state: spokenFor(asked.state, saidAbsentAt) }
  return { next, takesContent: false, answers: !isPending(state) }
}

const spokenFor = (state: PostingState, saidAbsentAt: string | undefined): PostingState =>
  state.kind === 'in_doubt' && saidAbsentAt ? { ...state, saidAbsentAt } : state

/**
 * A withdrawal that is read in a new epoch, before the past was read. What a predecessor may have sent meanwhile is in
 * doubt, and not returned: whatever is queued, or was asked for by an attempt that this database does not know.
 */
export function withdrawInPast(
  known: Known | undefined,
  attempt: number,
  saidAbsentAt?: string,
): Reaction {
  const doubt = { attempt, state: spokenFor(forgotten, saidAbsentAt), withdrawn: true }
  if (!known) return { next: doubt, takesContent: false, answers: false }
  const { state } = known
  const isLater = attempt > known.attempt
  if (unsent(state) && (isLater || (state.kind === 'queued' && attempt === known.attempt)))
    return { next: doubt, takesContent: false, answers: false }
  return withdraw(known, attempt, saidAbsentAt)
}

/** The knowledge that a flight or a look-up brought about one posting. */
export type Finding =
  | PostingOutcomeOf<'posted' | 'delivered' | 'refused' | 'in_doubt'>
  | (PostingOutcomeOf<'returned'> & Partial<Remembered>)
  | Requeued

/** How a posting was sent, remembered for the next time that it is sent. */
interface Remembered {
  /** The posting's next flight carries at most so many: so a culprit comes to stand alone. */
  readonly maxFlightSize: number
  /** Flights in a row that came back unsent for a reason that passes. */
  readonly tries: number
}

/** Nothing of the posting is in the ledger, and it is to be sent again. */
export type Requeued = { readonly kind: 'queued' } & Pick<Remembered, 'tries'> &
  Partial<Pick<Remembered, 'maxFlightSize'>>

export type Learnt =
  | { readonly kind: 'changed'; readonly next: Known; readonly answers: boolean }
  /** The finding is known already, or comes from a flight that the posting is no longer in. */
  | { readonly kind: 'ignored' }
  /**
   * The ledger shows the posting under two voucher numbers. Must not happen; a person has to know. `other` is answered,
   * and not kept.
   */
  | {
      readonly kind: 'twice'
      readonly numbers: readonly [string, string]
      readonly other: Known
    }

/**
 * Takes in a finding. A voucher in the ledger is a fact whoever saw it, even a sender that has lost its lease. A yes of
 * the accounting system is a fact, too. Every other finding counts only from the flight that the posting is in.
 */
export function learn(known: Known, flightId: string, finding: Finding): Learnt {
  const { state } = known
  if (finding.kind === 'posted' || finding.kind === 'delivered') return arrive(known, finding)
  if (finding.kind === 'in_doubt' && finding.accepted) return accept(known, flightId, finding)
  if ((state.kind !== 'sending' && state.kind !== 'in_doubt') || state.flightId !== flightId)
    return { kind: 'ignored' }
  if (finding.kind === 'in_doubt') {
    if (state.kind !== 'in_doubt')
      return changed(known, { ...finding, ...sentAsIn(state), flightId })
    const { failure } = finding
    if (failure.code === state.failure.code) return { kind: 'ignored' }
    return changed(known, { ...state, failure })
  }
  if (finding.kind === 'queued') {
    if (state.kind === 'in_doubt' && state.accepted) return changed(known, unseen)
    if (known.withdrawn) return changed(known, { kind: 'returned', reason: 'withdrawn' })
    return { kind: 'changed', next: { ...known, state: { kind: 'queued' } }, answers: false }
  }
  return changed(known, stateAfter(finding, flightId))
}

/** The state of a posting after a finding of the flight that it is in. */
export function stateAfter(finding: Finding, flightId: string): PostingState {
  switch (finding.kind) {
    case 'queued':
      return { kind: 'queued' }
    case 'in_doubt':
      return { ...finding, flightId }
    case 'returned': {
      const { kind, reason, failure } = finding
      return { kind, reason, ...(failure && { failure }) }
    }
    default:
      return finding
  }
}

/** Takes in that the accounting system said yes, whoever heard it, and however late. */
function accept(known: Known, flightId: string, finding: PostingOutcomeOf<'in_doubt'>): Learnt {
  const { state } = known
  if (state.kind === 'sending' && state.flightId === flightId)
    return changed(known, { ...finding, ...sentAsIn(state), flightId })
  if (state.kind === 'in_doubt' && !state.accepted)
    return {
      kind: 'changed',
      next: { ...known, state: { ...state, accepted: true } },
      answers: false,
    }
  return unsent(state) && !isUnseen(known) ? changed(known, unseen) : { kind: 'ignored' }
}

/** The accounting system said yes and shows nothing: only a person can find out what became of the voucher. */
const unseen: PostingOutcomeOf<'refused'> = {
  kind: 'refused',
  failure: {
    class: 'accepted_unseen',
    code: 'posting.accepted_unseen',
    message:
      'The accounting system accepted the voucher, and does not show it. Look for it there, perhaps under another number: send it again if it is not there, or mark it as handled if it is.',
  },
}

/** The voucher was accepted and does not show: a person has to look for it in the ledger. */
export const isUnseen = ({ state }: Pick<Known, 'state'>): boolean =>
  state.kind === 'refused' && state.failure.class === 'accepted_unseen'

/**
 * Takes in an answer of a time that the database has lost. Being in the ledger is a fact. Otherwise the last answer to
 * the highest attempt holds, so that no posting goes out again that was refused, returned or accepted then, and none
 * counts as unsent that was in doubt.
 */
export function recall(known: Known, attempt: number, answered: PostingOutcome): Known {
  if (known.state.kind === 'posted') return known
  if (answered.kind === 'posted') return recallPosted(known, attempt, answered)
  if (attempt < known.attempt) return known
  if (answered.kind !== 'in_doubt') return { ...known, attempt, state: answered }
  if (isUnseen(known) && attempt === known.attempt) return known
  return recallDoubt(known, attempt, answered.accepted === true)
}

const recallPosted = (known: Known, sentAs: number, posted: PostingOutcomeOf<'posted'>): Known =>
  sentAs < known.attempt
    ? { ...known, state: { ...posted, sentAs } }
    : { ...known, attempt: sentAs, state: posted }

/** Only the ledger tells what became of a doubt. What is queued is put in doubt at the end of the past. */
function recallDoubt(known: Known, attempt: number, accepted: boolean): Known {
  const { state } = known
  if (state.kind === 'refused' || state.kind === 'returned')
    return { ...known, attempt, state: accepted ? { ...forgotten, accepted } : forgotten }
  if (!accepted || state.kind === 'delivered' || state.kind === 'posted') return known
  const doubt = state.kind === 'in_doubt' ? state : forgotten
  const flight = state.kind === 'sending' ? { flightId: state.flightId } : {}
  return { ...known, attempt, state: { ...doubt, ...flight, accepted } }
}

/**
 * Takes in that a delivered voucher will not be booked: it was deleted in the ledger, or found to be at fault. Only a
 * follow-up may say so, and only while the voucher waits.
 */
export const reject = (known: Known, failure: Failure): Learnt =>
  known.state.kind === 'delivered'
    ? changed(known, { kind: 'refused', failure })
    : { kind: 'ignored' }

function arrive(known: Known, finding: PostingOutcomeOf<'posted' | 'delivered'>): Learnt {
  const { state } = known
  if (state.kind === 'posted')
    return finding.kind === 'delivered' || finding.voucher.number === state.voucher.number
      ? { kind: 'ignored' }
      : {
          kind: 'twice',
          numbers: [state.voucher.number, finding.voucher.number],
          other: { ...known, state: finding },
        }
  if (state.kind === 'delivered' && finding.kind === 'delivered') return { kind: 'ignored' }
  const wasSent = isPending(state) || isThere(state)
  return changed(known, wasSent ? { ...finding, ...sentAsIn(state) } : finding)
}

const sentAsIn = ({ sentAs }: SentAs): SentAs => (sentAs === undefined ? {} : { sentAs })

const changed = (known: Known, state: PostingState): Learnt => ({
  kind: 'changed',
  next: { ...known, state },
  answers: true,
})
