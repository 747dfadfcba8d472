import type { DoubtReport } from '@bilagsbro/adapter-api/calls'
import type { Failure } from '@bilagsbro/booking/failure'
import type { MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { Sighting } from '#domain/doubt.ts'
import type { PostingKey, PostingState } from '#domain/posting.ts'
import { epochMs } from './principals.ts'
import { rows } from './sql.ts'
import { storable } from './storable.ts'

/** A look-up as a flight's row keeps it. */
export interface KeptLook {
  /** Milliseconds since 1970. */
  readonly at: number
  /** By reference: what was seen, where the ledger may still take it back. */
  readonly saw?: Readonly<Record<string, string>> | undefined
  /** How the look-up failed. */
  readonly failure?: Pick<Failure, 'code' | 'message'> | undefined
}

const mostKept = 10

/** The kept look-ups of a flight, with one more. */
export function withLook(
  kept: readonly KeptLook[] | null,
  lookedAt: Date,
  sightings: ReadonlyMap<string, Sighting> | undefined,
  failure: KeptLook['failure'],
): string {
  const look: KeptLook = {
    at: lookedAt.getTime(),
    ...(failure
      ? { failure: { code: failure.code, message: failure.message } }
      : sightings?.size && {
          saw: Object.fromEntries([...sightings].map(([reference, { what }]) => [reference, what])),
        }),
  }
  return JSON.stringify(storable([...(kept ?? []), look].slice(-mostKept)))
}

interface Row {
  readonly reference: string
  readonly attempt: number
  readonly state: PostingState['kind']
  readonly accepted: boolean
  readonly since: number | null
  readonly looks: number
  readonly nextLookAt: number | null
  readonly looked: readonly KeptLook[] | null
}

/** How a posting stands. Look-ups are kept with the flight that is in doubt, and go with it. */
export async function reportPosting(
  orm: MikroORM,
  { organizationId, recordId, revision }: PostingKey,
): Promise<DoubtReport | undefined> {
  const [row] = await rows<Row>(
    orm.em.fork(),
    sql`
      select p.reference, p.attempt, p.state, ${epochMs(sql`p.settled_at`)} as since,
        coalesce(p.outcome ->> 'accepted' = 'true' or p.outcome #>> '{failure,class}' = 'accepted_unseen', false)
          as accepted,
        coalesce(f.looks, p.follow_ups) as looks,
        ${epochMs(sql`coalesce(f.next_look_at, p.follow_up_at)`)} as "nextLookAt", f.looked
      from posting p left join flight f on f.id = p.flight_id and f.in_doubt and p.state = 'in_doubt'
      where p.organization_id = ${organizationId} and p.record_id = ${recordId}
        and p.revision = ${revision}`,
  )
  if (!row) return undefined
  const { reference, since, nextLookAt, looked, ...rest } = row
  return {
    ...rest,
    ...(since !== null && { since: iso(since) }),
    ...(nextLookAt !== null && { nextLookAt: iso(nextLookAt) }),
    latest: (looked ?? []).map((look) => shown(look, reference)).toReversed(),
  }
}

function shown({ at, saw, failure }: KeptLook, reference: string): DoubtReport['latest'][number] {
  if (failure) return { at: iso(at), saw: 'no_answer', ...failure }
  const [kind, told] = saw?.[reference]?.split(/ (.*)/s) ?? []
  if (told === undefined) return { at: iso(at), saw: 'nothing' }
  return {
    at: iso(at),
    saw: 'voucher',
    ...(kind === 'refused' ? { code: told } : { voucherNumber: told }),
  }
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()
