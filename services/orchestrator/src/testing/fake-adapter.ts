import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Failure } from '@bilagsbro/booking/failure'
import type { PostingAnswer } from '#domain/settle.ts'
import type { Fact } from '#domain/fact.ts'
import type { RecordKey } from '#domain/record.ts'
import type { Voucher } from '@bilagsbro/booking/voucher'
import type { PostingOutcome, PostingOutcomeOf } from '@bilagsbro/booking/posting-outcome'
import { aFailure } from './builders.ts'

export type Act =
  | 'posted'
  | 'delivered'
  | 'transient'
  | 'away'
  | 'rate_limited'
  | 'auth'
  | 'data'
  | 'period_closed'
  | 'different'
  | 'unseen'
  | 'lane_stopped'
  | 'withdrawn'
  | 'in_doubt'

interface Job {
  readonly connector: ConnectorType
  readonly key: RecordKey
  attempt: number
  voucher: Voucher
  withdrawn: boolean
  /** The last answer that was final. */
  answer?: PostingAnswer | undefined
}

/** What becomes of a delivered voucher in the ledger. */
export type Clerk = 'books' | 'rejects'

interface HeldVoucher {
  readonly revision: number
  readonly voucher: Voucher
}

/**
 * An adapter that keeps the rules of the posting topics: one voucher per revision, a higher attempt is a new sending,
 * the same or a lower one is answered with what is known, and only what was not sent is given back.
 */
export function createFakeAdapter() {
  const jobs = new Map<string, Job>()
  const answers: PostingAnswer[] = []
  const undelivered: PostingAnswer[] = []
  /** What is in the ledgers, by record. */
  const ledger = new Map<string, HeldVoucher[]>()
  let vouchers = 0

  const say = (answer: PostingAnswer) => {
    answers.push(answer)
    undelivered.push(answer)
  }
  const conclude = (job: Job, outcome: PostingOutcome) => {
    const { key, attempt, connector } = job
    const answer = { ...key, attempt, connector, outcome }
    if (outcome.kind !== 'in_doubt') job.answer = answer
    say(answer)
  }
  const onRequest = (
    connector: ConnectorType,
    key: RecordKey,
    attempt: number,
    voucher: Voucher,
  ) => {
    const name = `${connector}/${keyOf(key)}`
    const job = jobs.get(name)
    if (!job) return void jobs.set(name, { connector, key, attempt, voucher, withdrawn: false })
    const inLedger = job.answer && isFound(job.answer.outcome)
    if (job.answer && (inLedger || attempt <= job.attempt)) return say(job.answer)
    if (attempt > job.attempt)
      Object.assign(job, { attempt, voucher, withdrawn: false, answer: undefined })
  }
  const onWithdrawal = (connector: ConnectorType, key: RecordKey) => {
    const job = jobs.get(`${connector}/${keyOf(key)}`)
    if (job?.answer) say(job.answer)
    else if (job) job.withdrawn = true
  }
  return {
    answers,
    undelivered,
    ledger,
    /** Nothing of an organisation is on its way, or waits there for somebody. */
    isIdle: (organizationId: string) =>
      [...jobs.values()].every(
        ({ key, answer }) =>
          key.organizationId !== organizationId || (answer && answer.outcome.kind !== 'delivered'),
      ) && undelivered.every((answer) => answer.organizationId !== organizationId),
    open: () => [...jobs.values()].filter(({ answer }) => !answer),
    delivered: () =>
      [...jobs.values()].filter(({ answer }) => answer?.outcome.kind === 'delivered'),
    /** Somebody in the ledger decides, and it is told like any other answer. */
    clerk(job: Job, clerk: Clerk) {
      const outcome: PostingOutcome =
        clerk === 'books'
          ? { ...(job.answer!.outcome as PostingOutcomeOf<'delivered'>), kind: 'posted' }
          : { kind: 'refused', failure: aFailure('rejected_in_ledger') }
      job.answer = { ...job.answer!, outcome }
      if (clerk === 'rejects') removeFrom(ledger.get(recordOf(job.key)) ?? [], job.key.revision)
      say(job.answer)
    },
    hear(facts: readonly Fact[]) {
      for (const fact of facts)
        if (fact.kind === 'requested')
          onRequest(fact.connector, keyFrom(fact.record), fact.record.attempt, fact.voucher)
        else if (fact.kind === 'withdrawn') onWithdrawal(fact.connector, keyFrom(fact.record))
    },
    refuse: (job: Job, failure: Failure) => conclude(job, { kind: 'refused', failure }),
    act(job: Job, act: Act) {
      const outcome = outcomeOf(act, `V-${vouchers + 1}`)
      if (act === 'withdrawn' && !job.withdrawn) return
      if (isFound(outcome) || act === 'different' || act === 'unseen') {
        vouchers++
        const name = recordOf(job.key)
        const { revision } = job.key
        ledger.set(name, [...(ledger.get(name) ?? []), { revision, voucher: job.voucher }])
      }
      conclude(job, outcome)
    },
  }
}

const removeFrom = (held: HeldVoucher[], item: number) =>
  void held.splice(
    held.findIndex(({ revision }) => revision === item),
    1,
  )
const keyOf = ({ organizationId, recordId, revision }: RecordKey) =>
  `${organizationId}/${recordId}/${revision}`
const recordOf = ({ organizationId, recordId }: RecordKey) => `${organizationId}/${recordId}`
const keyFrom = ({ organizationId, recordId, revision }: RecordKey): RecordKey => ({
  organizationId,
  recordId,
  revision,
})
const isFound = ({ kind }: PostingAnswer['outcome']) => kind === 'posted' || kind === 'delivered'

function outcomeOf(act: Act, number: string): PostingOutcome {
  switch (act) {
    case 'posted':
    case 'delivered':
      return { kind: act, voucher: { number, date: '2026-11-21' } }
    case 'withdrawn':
      return { kind: 'returned', reason: 'withdrawn' }
    case 'lane_stopped':
      return { kind: 'returned', reason: 'lane_stopped', failure: aFailure('unreachable') }
    case 'away':
      return { kind: 'refused', failure: aFailure('transient', { code: 'vendor.timeout' }) }
    case 'in_doubt':
      return { kind: 'in_doubt', failure: aFailure('transient') }
    case 'different':
      return { kind: 'refused', failure: aFailure('different_in_ledger') }
    case 'unseen':
      return { kind: 'refused', failure: aFailure('accepted_unseen') }
    default:
      return { kind: 'refused', failure: aFailure(act) }
  }
}
