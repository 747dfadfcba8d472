import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Organization } from '#domain/organization.ts'
import { openBatch, type Batch } from './batch.ts'
import type { SyncStore, SyncUnit } from './ports/sync-store.ts'

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  readonly newId: NewId
  /** Whether the past is known. */
  readonly mayDecide: () => boolean
}

/** A person's request for a change. */
export interface Asked {
  readonly organizationId: string
  readonly actor: string
  /** Names the request: sent again, it changes nothing more. */
  readonly key: string
  /** Differs for every other request: by another person, at another address, with another body. */
  readonly fingerprint: string
}

/** One organisation, locked, and the change that is made to it. */
export interface Change {
  readonly unit: SyncUnit
  readonly batch: Batch
  readonly organization: Organization
}

/**
 * Makes a change that a person asks for, with the organisation's lock, once: the same request again is answered as the
 * first time. `work` gives back JSON. Its changes are saved with the answer; when it refuses, nothing is changed or told
 * at all, and the same request may go well later.
 */
export type Once = <T extends object>(
  asked: Asked,
  work: (change: Change) => Promise<Result<T, Refusal>>,
) => Promise<Result<T, Refusal>>

export function createOnce({ store, clock, newId, mayDecide }: Deps): Once {
  return async (asked, work) => {
    if (!mayDecide()) return err(stillReading)
    const { organizationId, key, fingerprint } = asked
    const change = store.change([organizationId], async (unit) => {
      const organization = unit.organizations.get(organizationId)
      if (!organization) throw new Undone(unknownOrganization)
      const answered = await unit.answerTo(organizationId, key)
      if (answered && answered.fingerprint !== fingerprint) throw new Undone(otherRequest)
      // The first answer had the same type: it was an answer to the same request.
      if (answered) return answered.answer as never
      const batch = await openBatch(unit, clock.now(), newId)
      const answer = await work({ unit, batch, organization })
      if (!answer.ok) throw new Undone(answer.error)
      await batch.save()
      await unit.keepAnswerTo(organizationId, { key, fingerprint, answer: answer.value }, batch.now)
      return answer.value
    })
    return change.then(ok, (error: unknown) => {
      if (error instanceof Undone) return err(error.refusal)
      throw error
    })
  }
}

/** For how long a request sent again is answered as the first time. */
const keptForMs = 24 * 60 * 60 * 1000

export const createForgetRequests =
  ({ store, clock }: Pick<Deps, 'store' | 'clock'>) =>
  (): Promise<void> =>
    store.forgetRequests(new Date(clock.now().getTime() - keptForMs))

/** Takes back the transaction that refuses. */
class Undone extends Error {
  override name = 'Undone'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

export const stillReading: Refusal = {
  kind: 'unavailable',
  code: 'sync.still_reading',
}
const otherRequest: Refusal = {
  kind: 'invalid',
  code: 'idempotency.other_request',
}
