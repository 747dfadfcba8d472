import type { MappedVoucher } from '@bilagsbro/booking/create-voucher'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { admit, type Admission } from '#domain/admission.ts'
import { probing } from '#domain/breaker.ts'
import type { Priority } from '#domain/fact.ts'
import { closedBecause, type Organization } from '#domain/organization.ts'
import type { SyncRecord } from '#domain/record.ts'
import { isByPerson, type Run } from '#domain/run.ts'
import {
  fail,
  handle,
  hold,
  requestAgain,
  send,
  withdraw,
  type Sending,
  type Step,
} from '#domain/transitions.ts'
import type { Batch } from './batch.ts'
import type { Policy } from './policy.ts'
import type { KeptRecord, SyncUnit } from './ports/sync-store.ts'

const pagesAtATime = 5

/** Decides about a record whose turn has come. Where the organisation's limit is reached, the record stays as it is. */
export function dispatch(batch: Batch, kept: KeptRecord, limit: number): SyncRecord {
  return alone(batch, kept.record, () => {
    const organization = batch.organization(kept.record.organizationId)
    const admission = admit(organization, kept)
    const full = batch.outstanding(organization.organizationId) >= limit
    if (admission.kind === 'send' && full) return kept.record
    return carryOut(batch, organization, kept.record, admission)
  })
}

/** Decides about waiting records, a few pages at a time, until the organisation's limit is reached. */
export async function dispatchWaiting(
  unit: SyncUnit,
  batch: Batch,
  organizationId: string,
  { outstanding, page }: Policy,
): Promise<void> {
  for (let pages = 0; pages < pagesAtATime; pages++) {
    const organization = batch.organization(organizationId)
    const free = closedBecause(organization)
      ? page
      : outstanding - batch.outstanding(organizationId)
    const limit = Math.min(page, free)
    if (limit <= 0) return
    await batch.save()
    const waiting = await unit.waiting(organizationId, organization.round, batch.now, limit)
    for (const kept of waiting) dispatch(batch, kept, outstanding)
    if (waiting.length < limit) return
  }
}

/**
 * Sends a probe: while a connector is suspended, one record at a time shows whether the connector works again. Each
 * probe is another record, since a record that the accounting system cannot answer must not stand in for all.
 */
export async function dispatchProbe(
  unit: SyncUnit,
  batch: Batch,
  organizationId: string,
  { outstanding }: Policy,
): Promise<void> {
  const organization = batch.organization(organizationId)
  const { suspension, round } = organization
  if (!suspension?.probeAt || suspension.probeAt > batch.now) return
  if (batch.outstanding(organizationId) >= outstanding) return
  if (closedBecause({ ...organization, suspension: undefined })) return
  await batch.save()
  const waiting = await unit.probes(organizationId, round, batch.now, candidates)
  for (const kept of waiting.toSorted(longestUnasked)) {
    const probe = alone(batch, kept.record, () =>
      carryOut(batch, organization, kept.record, admit(organization, kept, 'as_probe')),
    )
    if (probe.state.status !== 'sending') continue
    batch.changeOrganization({ ...organization, suspension: probing(suspension, kept.record) })
    return
  }
}
const candidates = 20

/** Decides again, now and then, about records that wait for their period: nobody tells when a period is opened. */
export async function dispatchAwaitingPeriod(
  unit: SyncUnit,
  batch: Batch,
  organizationId: string,
  { outstanding, page, periodAgainAfterMs }: Policy,
): Promise<void> {
  const limit = Math.min(page, outstanding - batch.outstanding(organizationId))
  if (limit <= 0) return
  await batch.save()
  const before = new Date(batch.now.getTime() - periodAgainAfterMs)
  const awaiting = await unit.awaitingPeriod(organizationId, before, limit)
  for (const kept of awaiting) dispatch(batch, kept, outstanding)
}

const longestUnasked = (a: KeptRecord, b: KeptRecord) => askedAt(a) - askedAt(b)
const askedAt = ({ record }: KeptRecord) => record.requestedAt?.getTime() ?? 0

/**
 * Requests postings again that were not answered in time, by the rules of booking by which they were sent. Postings that
 * are not wanted any more are asked back.
 */
export async function askAgain(
  unit: SyncUnit,
  batch: Batch,
  organizationId: string,
  { requestAgainAfterMs, page }: Policy,
): Promise<void> {
  const { now } = batch
  const before = new Date(now.getTime() - requestAgainAfterMs)
  const organization = batch.organization(organizationId)
  await batch.save()
  const unanswered = await unit.sending(organizationId, before, page)
  const isOfNow = ({ record }: KeptRecord) => record.configured === organization.version
  const earlier = unanswered.every(isOfNow) ? undefined : await unit.earlierRules(organizationId)
  for (const kept of unanswered) {
    const { record } = kept
    try {
      const rules = isOfNow(kept) ? organization : earlier?.get(record.configured)
      const again = rules && postingAgain({ ...organization, ...rules }, kept)
      takeIfOk(batch, record, again ? requestAgain(record, again, now) : withdraw(record, now))
    } catch {
      // The posting cannot be requested again. Once the record is back, its turn tells why.
      takeIfOk(batch, record, withdraw(record, now))
    }
  }
}

/** The same voucher for the same ledger as before; nothing where it is not wanted there any more. */
function postingAgain(organization: Organization, kept: KeptRecord): Sending | undefined {
  const { record } = kept
  const { connector } = organization
  const isThere =
    connector?.type === record.connector &&
    connector?.targetFingerprint === record.targetFingerprint
  const admission = isThere ? admit(organization, kept, 'again') : undefined
  return admission?.kind === 'send' ? sendingOf(organization, admission, record.runId) : undefined
}

function takeIfOk(batch: Batch, record: SyncRecord, step: Result<Step, Refusal>): SyncRecord {
  if (!step.ok) return record
  batch.take(record, step.value)
  return step.value.record
}

/** Decides about one record. Whatever is thrown makes this record fail alone: no other record and no answer waits for it. */
function alone(batch: Batch, record: SyncRecord, decide: () => SyncRecord): SyncRecord {
  try {
    return decide()
  } catch (error) {
    return takeIfOk(batch, record, fail(record, unusable(error), batch.now))
  }
}

const unusable = (error: unknown): Failure => ({
  class: 'data',
  code: 'record.unusable',
  message: `No posting can be made of this record: ${said(error)} Approve it again with that put right, as a higher revision.`,
})

/** The error's text in a form that any database and any screen takes. */
const said = (error: unknown) =>
  String(error instanceof Error ? error.message : error)
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, 300)
    .toWellFormed()

function carryOut(
  batch: Batch,
  organization: Organization,
  record: SyncRecord,
  admission: Admission,
): SyncRecord {
  return takeIfOk(batch, record, stepOf(batch, organization, record, admission))
}

function stepOf(
  { runs, now }: Batch,
  organization: Organization,
  record: SyncRecord,
  admission: Admission,
): Result<Step, Refusal> {
  switch (admission.kind) {
    case 'send': {
      const run = runs.current(organization, record)
      return send(record, sendingOf(organization, admission, run.id, priorityIn(run)), now)
    }
    case 'hold':
      return hold(record, admission.reason, organization.round, now)
    case 'fail':
      return fail(record, admission.failure, now)
    case 'leave_out':
      return handle(record, 'before_send_from', now)
  }
}

const sendingOf = (
  organization: Organization,
  { voucher, mappingVersion }: MappedVoucher,
  runId: string | undefined,
  priority: Priority = 'normal',
): Sending => ({
  connector: organization.connector!,
  mappingVersion,
  configured: organization.version,
  round: organization.round,
  runId: runId!,
  priority,
  voucher,
})

const priorityIn = (run: Run): Priority => (isByPerson(run) ? 'manual' : 'normal')
