import { fingerprintOf, type Cause } from '@bilagsbro/booking/cause'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import type { Clock } from '@bilagsbro/kernel/clock'
import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { causeOf, causesOfWaiting, mendOf, retryHelps, type Mend } from '#domain/cause.ts'
import type { Organization } from '#domain/organization.ts'
import type {
  CauseOverview,
  FailedTogether,
  Together,
  WaitingTogether,
} from './ports/cause-overview.ts'
import type { LedgerChecks } from './ports/ledger-checks.ts'

/** A cause, and the records that fail or wait for it. */
export interface ListedCause extends Together {
  readonly fingerprint: string
  readonly cause: Cause
  readonly status: 'failed' | 'waiting'
  /** The ledger's latest words. */
  readonly message?: string | undefined
  /** Whether it helps that a person has the records sent again. */
  readonly retriable: boolean
  /** When the first of them goes again by itself. */
  readonly againAt?: Date | undefined
  readonly mend: Mend
  /**
   * When the thing that mends the cause was changed, where none of the records failed after that; of a period, when it was
   * seen to be open.
   */
  readonly fixedAt?: Date | undefined
}

/** Lists an organisation's causes: what failed first, and within that what most records have in common. */
export const createListCauses =
  ({ causeOverview, ledgerChecks, clock }: Deps) =>
  async (organizationId: string): Promise<Result<ListedCause[], Refusal>> => {
    const found = await causeOverview.causes(organizationId)
    if (!found) return err(unknownOrganization)
    const { organization, failed, waiting } = found
    const opened = await openedPeriods(ledgerChecks, organization, waiting)
    const isOpen = ({ class: cls, subject }: Cause) =>
      cls === 'period_closed' && opened.has(subject?.value)
    const causes = ofWaiting(organization, waiting).map((listed) =>
      isOpen(listed.cause) ? { ...listed, fixedAt: clock.now() } : listed,
    )
    return ok([...failed.map((group) => ofFailed(organization, group)), ...causes])
  }

interface Deps {
  readonly causeOverview: CauseOverview
  readonly ledgerChecks: LedgerChecks
  readonly clock: Clock
}

/** A page waits for the answer. */
const askMs = 2_000

/** The months that records wait for and whose days are all open in the ledger by now, where the ledger tells. */
async function openedPeriods(
  ledgerChecks: LedgerChecks,
  { connector, organizationId }: Organization,
  waiting: readonly WaitingTogether[],
): Promise<ReadonlySet<string | undefined>> {
  const days = [
    ...new Set(
      waiting.flatMap(({ reason: { code, postingDate } }) =>
        code === 'period_closed' && postingDate !== undefined ? [postingDate] : [],
      ),
    ),
  ].slice(0, mostDays)
  if (!connector?.enabled || days.length === 0) return new Set()
  const codes = days.map((code) => ({ kind: 'period', code }) as const)
  const signal = AbortSignal.timeout(askMs)
  const told = await ledgerChecks.standings(connector.type, organizationId, codes, signal)
  const monthOf = (day: string) => day.slice(0, 7)
  const isOpen = (at: number) => told[at]?.standing === 'usable'
  const closed = new Set(days.filter((_, at) => !isOpen(at)).map(monthOf))
  return new Set(days.map(monthOf).filter((month) => !closed.has(month)))
}
const mostDays = 500

function ofFailed(organization: Organization, group: FailedTogether): ListedCause {
  const { state, failedAt, fingerprint, ...together } = group
  const cause = causeOf(state)
  const mend = mendOf(cause, organization.mapping)
  const fixedAt = changeOf(mend, organization)
  return {
    ...together,
    fingerprint,
    cause,
    status: 'failed',
    message: state.failure.message,
    retriable: retryHelps(state),
    againAt: state.againAt,
    mend,
    fixedAt: fixedAt && fixedAt > failedAt ? fixedAt : undefined,
  }
}

const changeOf = ({ kind }: Mend, organization: Organization): Date | undefined => {
  if (kind === 'mapping') return organization.mappingChangedAt
  return kind === 'credentials' ? organization.credentialsChangedAt : undefined
}

/** A record that waits for several things counts for each of them. */
function ofWaiting(organization: Organization, waiting: readonly WaitingTogether[]): ListedCause[] {
  const { mapping } = organization
  const listed = new Map<string, ListedCause>()
  for (const { reason, ...together } of waiting)
    for (const cause of causesOfWaiting(reason, organization)) {
      const fingerprint = fingerprintOf(cause)
      const before = listed.get(fingerprint)
      const retriable = cause.class === 'period_closed'
      const fresh = { fingerprint, cause, status: 'waiting', retriable, ...together } as const
      listed.set(fingerprint, {
        ...fresh,
        mend: mendOf(cause, mapping),
        ...(before && sumOf(before, together)),
      })
    }
  return [...listed.values()].toSorted((a, b) => b.count - a.count)
}

const sumOf = (a: Together, b: Together): Together => ({
  count: a.count + b.count,
  amount: formatAmount(oreOf(a.amount) + oreOf(b.amount)),
  oldestAt: a.oldestAt < b.oldestAt ? a.oldestAt : b.oldestAt,
})
