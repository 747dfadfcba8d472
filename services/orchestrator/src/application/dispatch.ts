import type { MappedVoucher } from '@bilagsbro/booking/create-voucher'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { admit, admitWithdrawal, type Admission, type Going } from '#domain/admission.ts'
import { probing } from '#domain/breaker.ts'
import type { Priority } from '#domain/fact.ts'
import { closedBecause, knownSince, type Organization } from '#domain/organization.ts'
import type { SyncRecord } from '#domain/record.ts'
import { isOnCourse, type Course } from '#domain/revisions.ts'
import { isByPerson, type Run } from '#domain/run.ts'
import { begun, unpaused } from '#domain/follow-trial.ts'
import { isTrialDue, versionFor, versionOf } from '#domain/trial.ts'
import {
  awaitRevision,
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
import { withCourses, type Turn } from './courses.ts'
import type { Policy } from './policy.ts'
import type { KeptRecord, SyncUnit } from './ports/sync-store.ts'

const pagesAtATime = 5

/** Decides about a record whose turn has come. Where the organisation's limit is reached, the record stays as it is. */
export function dispatch(batch: Batch, turn: Turn, limit: number): SyncRecord {
  return alone(batch, turn.record, () => {
    const organization = batch.organization(turn.record.organizationId)
    const admission = admitOnCourse(organization, turn)
    const full = batch.outstanding(organization.organizationId) >= limit
    if (admission.kind === 'send' && full) return turn.record
    return carryOut(batch, organization, turn.record, admission)
  })
}

/** A revision that its course keeps from being sent is not admitted at all. */
function admitOnCourse(organization: Organization, turn: Turn, going?: Going): Verdict {
  const { course } = turn
  if (course.kind === 'alone' || course.kind === 'corrects') return admit(organization, turn, going)
  return course.kind === 'withdraws_left_out' ? admitWithdrawal(organization, turn) : course
}
type Verdict = Admission | Exclude<Course, { kind: 'alone' | 'corrects' | 'withdraws_left_out' }>

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
    for (const turn of await withCourses(unit, waiting)) dispatch(batch, turn, outstanding)
    // The others are told of the trial page by page, and are not kept from going by that.
    if (waiting.length < limit || batch.organization(organizationId).trial?.kind === 'sent') return
  }
}

/** Sends a record ahead of all others, where the trial is due: one that waits for the trial, or whose turn has come. */
export async function dispatchTrial(
  unit: SyncUnit,
  batch: Batch,
  organizationId: string,
  { outstanding }: Policy,
): Promise<void> {
  const organization = batch.organization(organizationId)
  if (!isTrialDue(organization, batch.now) || closedBecause(organization)) return
  if (batch.outstanding(organizationId) >= outstanding) return
  const open = unpaused(organization)
  if (open !== organization) batch.changeOrganization(open)
  await batch.save()
  const waiting = await unit.trials(organizationId, organization.round, batch.now, candidates)
  for (const turn of await withCourses(unit, waiting)) {
    dispatch(batch, turn, outstanding)
    if (batch.organization(organizationId).trial?.kind !== 'due') return
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
  const { suspension, round, trial } = batch.organization(organizationId)
  if (!suspension?.probeAt || suspension.probeAt > batch.now) return
  // Nothing goes beside the trial: its answer comes first.
  if (trial?.kind === 'sent') return
  if (batch.outstanding(organizationId) >= outstanding) return
  const organization = unpaused(batch.organization(organizationId))
  if (closedBecause({ ...organization, suspension: undefined })) return
  await batch.save()
  const waiting = await unit.probes(organizationId, round, batch.now, candidates)
  for (const turn of (await withCourses(unit, waiting)).toSorted(longestUnasked)) {
    const { record } = turn
    const probe = alone(batch, record, () =>
      carryOut(batch, organization, record, admitOnCourse(organization, turn, 'as_probe')),
    )
    if (probe.state.status !== 'sending') continue
    batch.changeOrganization({
      ...batch.organization(organizationId),
      suspension: probing(suspension, record),
    })
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
  for (const turn of await withCourses(unit, awaiting)) dispatch(batch, turn, outstanding)
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
  const versions = unanswered
    .filter((kept) => !isOfNow(kept))
    .map(({ record }) => record.configured)
  const earlier =
    versions.length === 0 ? undefined : await unit.earlierRules(organizationId, versions)
  for (const turn of await withCourses(unit, unanswered)) {
    const { record } = turn
    try {
      const rules = isOfNow(turn) ? organization : earlier?.get(record.configured)
      const again = rules && postingAgain({ ...organization, ...rules }, turn, batch.bornAt)
      takeIfOk(batch, record, again ? requestAgain(record, again, now) : withdraw(record, now))
    } catch {
      // The posting cannot be requested again. Once the record is back, its turn tells why.
      takeIfOk(batch, record, withdraw(record, now))
    }
  }
}

/** The same voucher for the same ledger as before; nothing where it is not wanted there any more. */
function postingAgain(organization: Organization, turn: Turn, bornAt: Date): Sending | undefined {
  const { record, course } = turn
  const { connector } = organization
  const isThere =
    connector?.type === record.connector &&
    connector?.targetFingerprint === record.targetFingerprint
  const isWanted = isThere && isOnCourse(record, course)
  const admission = isWanted ? admit(organization, turn, 'again') : undefined
  if (admission?.kind !== 'send') return undefined
  const trial = versionOf(organization, record)
  return { ...sendingOf(organization, bornAt, admission, record.runId), trial }
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
  admission: Verdict,
): SyncRecord {
  const step = stepOf(batch, organization, record, admission)
  const after = takeIfOk(batch, record, step)
  if (step.ok && admission.kind === 'send') {
    const before = batch.organization(record.organizationId)
    const tried = begun(before, record, batch.now)
    if (tried !== before) batch.changeOrganization(tried)
  }
  return after
}

function stepOf(
  { runs, now, bornAt }: Batch,
  organization: Organization,
  record: SyncRecord,
  admission: Verdict,
): Result<Step, Refusal> {
  switch (admission.kind) {
    case 'send': {
      const run = runs.current(organization, record)
      const sending = sendingOf(organization, bornAt, admission, run.id, priorityIn(run))
      return send(record, { ...sending, trial: versionFor(organization) }, now)
    }
    case 'hold':
      return hold(record, admission.reason, organization.round, now)
    case 'fail':
    case 'fails':
      return fail(record, admission.failure, now)
    case 'awaits':
      return awaitRevision(record, admission.reason, now)
    case 'superseded':
      return handle(record, admission.by, now)
    case 'withdrawn':
      return handle(record, 'withdrawn', now)
    case 'leave_out':
      return handle(record, 'before_send_from', now)
  }
}

const sendingOf = (
  organization: Organization,
  bornAt: Date,
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
  knownSince: knownSince(organization, bornAt),
})

const priorityIn = (run: Run): Priority => (isByPerson(run) ? 'manual' : 'normal')
