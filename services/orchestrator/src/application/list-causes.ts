import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import {
  causeOf,
  causesOfWaiting,
  fingerprintOf,
  mayGoAgain,
  mendOf,
  type Cause,
  type Mend,
} from '#domain/cause.ts'
import type { Organization } from '#domain/organization.ts'
import type {
  CauseOverview,
  FailedTogether,
  Together,
  WaitingTogether,
} from './ports/cause-overview.ts'

/** A cause, and the records that fail or wait for it. */
export interface ListedCause extends Together {
  readonly fingerprint: string
  readonly cause: Cause
  readonly status: 'failed' | 'waiting'
  /** The ledger's latest words. */
  readonly message?: string | undefined
  /** Whether a person can have the records sent again. */
  readonly retriable: boolean
  /** When the first of them goes again by itself. */
  readonly againAt?: Date | undefined
  readonly mend: Mend
  /** When the thing that mends the cause was changed, where none of the records failed after that. */
  readonly fixedAt?: Date | undefined
}

/** Lists an organisation's causes: what failed first, and within that what most records have in common. */
export const createListCauses =
  ({ causeOverview }: { readonly causeOverview: CauseOverview }) =>
  async (organizationId: string): Promise<Result<ListedCause[], Refusal>> => {
    const found = await causeOverview.causes(organizationId)
    if (!found) return err(unknownOrganization)
    const { organization, failed, waiting } = found
    return ok([
      ...failed.map((group) => ofFailed(organization, group)),
      ...ofWaiting(organization, waiting),
    ])
  }

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
    retriable: mayGoAgain(state),
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
  const { suspension, mapping } = organization
  const listed = new Map<string, ListedCause>()
  for (const { reason, ...together } of waiting)
    for (const cause of causesOfWaiting(reason, suspension)) {
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
