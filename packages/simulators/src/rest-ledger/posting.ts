import { createHash } from 'node:crypto'
import type { Reply } from '#exchange.ts'
import { json } from './access.ts'
import { readDraft, unprocessable, type Draft } from './draft.ts'
import { replayOf } from './idempotency.ts'
import { bookedInside, formOf, toldInside } from './inside.ts'
import { Problem } from './problem.ts'
import type { RestJob, RestLedger, RestVoucher, RestWorld } from './rest-world.ts'

/** `POST /{organization}/vouchers`. */
export function postVoucher(
  world: RestWorld,
  ledger: RestLedger,
  { base, body, key }: { readonly base: string; readonly body: string; readonly key?: string },
): Reply {
  const now = world.clock.now()
  const kept = key === undefined ? undefined : replayOf(ledger, key, hashOf(body), now.getTime())
  if (kept) return kept
  const draft = readDraft(body, ledger.seed.amounts)
  const faults = world.faults.posting(ledger.seed.organizationId, 'vouchers.post')
  if (faults.error_inside)
    return toldInside(
      unprocessable('/lines', 'The voucher could not be saved.'),
      formOf(faults.error_inside['form']),
    )
  if (faults.period_closed) throw unprocessable('/date', `The period of ${draft.date} is closed.`)
  seeThatItIsNew(ledger, draft)
  const delayMs = Number(faults.job_queue?.['delayMs'] ?? ledger.seed.jobMs)
  const reply =
    faults.job_queue || ledger.seed.answers === 'accepted'
      ? accept(world, ledger, draft, { base, delayMs, fails: faults.job_queue?.['fails'] === true })
      : answerWith(ledger, base, book(world, ledger, draft, faults.invisible?.['delayMs'] ?? 0))
  if (key !== undefined)
    world.keepAnswer(ledger, key, { body: hashOf(body), reply, at: now.getTime() })
  return reply
}

const hashOf = (body: string) => createHash('sha256').update(body).digest('base64')

export function seeThatItIsNew({ seed, byReference }: RestLedger, { reference }: Draft): void {
  const first = byReference.get(reference)?.[0]
  if (first && seed.uniqueReferences)
    throw new Problem(409, 'Conflict', 'There is a voucher with this reference.', {
      existingId: first.id,
      reference,
    })
}

export function book(
  world: RestWorld,
  ledger: RestLedger,
  draft: Draft,
  hiddenMs: unknown = 0,
): RestVoucher {
  const now = world.clock.now()
  const voucher: RestVoucher = {
    ...draft,
    id: `V-${1_001 + ledger.vouchers.length}`,
    postedAt: now.toISOString(),
    visibleAt: now.getTime() + Number(hiddenMs),
  }
  world.book(ledger, voucher)
  return voucher
}

function answerWith({ seed }: RestLedger, base: string, { id, reference }: RestVoucher): Reply {
  const headers = { location: `${base}/vouchers/${id}` }
  if (seed.answers === 'no_content') return { status: 204 }
  if (seed.answers === 'ok_empty') return { status: 200 }
  if (seed.answers === 'created_empty') return { status: 201, headers }
  const { refusals } = seed
  if (refusals !== 'problem') return bookedInside(refusals, { id, reference })
  return json(201, { id, reference }, headers)
}

function accept(
  world: RestWorld,
  ledger: RestLedger,
  draft: Draft,
  { base, delayMs, fails }: { base: string; delayMs: number; fails: boolean },
): Reply {
  const id = `J-${1 + ledger.jobs.size}`
  const job: RestJob = {
    id,
    draft,
    fails,
    acceptedAt: world.clock.now().toISOString(),
    state: 'queued',
  }
  ledger.jobs.set(id, job)
  if (delayMs >= 0) world.later(delayMs, () => runJob(world, ledger, job))
  return json(202, { job: id, state: 'queued' }, { location: `${base}/jobs/${id}` })
}

/** Books what was accepted, or finds that it cannot be. */
export function runJob(world: RestWorld, ledger: RestLedger, job: RestJob): void {
  if (job.state !== 'queued') return
  if (!job.fails) book(world, ledger, job.draft)
  job.state = job.fails ? 'failed' : 'booked'
}
