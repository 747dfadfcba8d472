import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { iso } from '../moments.ts'
import { LoggedAttempt, readAttempt } from './attempt.ts'
import { leafOf } from './chain.ts'
import { isKnown } from './log-query.ts'
import { entryColumns, LogRow, shownEntry, type FoundEntry } from './log-row.ts'

export const LogEntry = Type.Object(
  {
    ...LogRow.properties,
    line: Type.Optional(
      Type.String({ description: 'The entry as it is sealed. None from before the chain.' }),
    ),
    leaf: Type.Optional(
      Type.String({ description: 'SHA-256 of a zero byte and the line, as in the seals.' }),
    ),
    payload: Type.Optional(
      Type.String({
        description: 'What is kept apart from the line, as JSON: a voucher or a reason.',
      }),
    ),
    salt: Type.Optional(
      Type.String({
        description: "The line's `payload` is the HMAC-SHA-256 of the payload under this.",
      }),
    ),
    erased: Type.Optional(
      Type.Object(
        {
          at: Moment('When the payload was erased.'),
          by: Type.String(),
          basis: Type.String({ examples: ['gdpr-17'] }),
        },
        { title: 'ErasedPayload' },
      ),
    ),
    sending: Type.Optional(LoggedAttempt),
  },
  { title: 'LogEntry' },
)
type LogEntry = Static<typeof LogEntry>

/** One entry, with what it belongs to: what was asked for, what came of it, and where it is sealed. */
export const createLogEntry =
  (orm: Database) =>
  async (organizationId: string, entryId: string): Promise<Result<LogEntry, Refusal>> => {
    if (!(await isKnown(orm, organizationId))) return err(unknownOrganization)
    const { rows } = await sql<FoundEntry>`
      select ${entryColumns} from sync_logs l
      where l.id = ${entryId}::bigint and l.organization_id = ${organizationId}`.execute(
      orm.em.fork().getKysely(),
    )
    const [found] = rows
    if (!found) return err(unknownEntry)
    const { line, salt, body } = found
    const isErased = body === null && line !== null && 'payload' in (JSON.parse(line) as object)
    const erased = isErased ? await readErasure(orm, organizationId, entryId) : undefined
    const sending = await readAttempt(orm, found)
    return ok({
      ...shownEntry(found),
      ...(line !== null && { line, leaf: leafOf(line) }),
      ...(body !== null && salt !== null && { payload: body, salt }),
      ...(erased && { erased }),
      ...(sending && { sending }),
    })
  }

const unknownEntry: Refusal = { kind: 'missing', code: 'log_entry.not_found' }

async function readErasure(orm: Database, organizationId: string, entryId: string) {
  const { rows } = await sql<{ at: Date; by: string; basis: string }>`
    select at, actor as by, code as basis from sync_logs
    where organization_id = ${organizationId} and kind = 'payload.erased' and subject = ${entryId}
    order by id limit 1`.execute(orm.em.fork().getKysely())
  const [row] = rows
  return row && { ...row, at: iso(row.at) }
}
