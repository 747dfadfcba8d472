import { ConnectorType, FailureClass, LedgerVoucher } from '@bilagsbro/events/fields'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { iso } from '../moments.ts'
import { LoggedLedgerAnswer, shownLedgerAnswer, type Answered } from './ledger-answer.ts'
import { entryColumns, type FoundEntry } from './log-row.ts'

const Answer = Type.Object(
  {
    entryId: Type.String(),
    at: Moment('When the adapter answered.'),
    status: Type.String({ examples: ['posted'] }),
    class: Type.Optional(FailureClass),
    code: Type.Optional(Type.String({ examples: ['account.blocked'] })),
    message: Type.Optional(
      Type.String({
        description: 'What the accounting system said, reduced to what is known to be harmless.',
      }),
    ),
    voucher: Type.Optional(LedgerVoucher),
    ledger: Type.Optional(LoggedLedgerAnswer),
  },
  { title: 'LoggedAnswer' },
)
type Answer = Static<typeof Answer>

export const LoggedAttempt = Type.Object(
  {
    attempt: Type.Integer(),
    status: Type.String({ description: 'What is known of it last.', examples: ['posted'] }),
    connector: Type.Optional(ConnectorType),
    reference: Type.Optional(Type.String({ examples: ['BB27842DZ3V0HVHP'] })),
    requestedAt: Type.Optional(Moment('When it was asked for.')),
    answeredAt: Type.Optional(Moment('When its last answer came.')),
    amount: Type.Optional(
      Type.String({ description: 'The debits of the voucher.', examples: ['1234.50'] }),
    ),
    mappingVersion: Type.Optional(Type.Integer()),
    runId: Type.Optional(Type.String()),
    startedBy: Type.Optional(Type.String({ description: 'Whoever started its run.' })),
    voucher: Type.Optional(LedgerVoucher),
    payload: Type.Optional(
      Type.String({ description: 'The voucher as it was asked for, as JSON. None once erased.' }),
    ),
    answers: Type.Array(Answer),
  },
  { title: 'LoggedAttempt' },
)
type LoggedAttempt = Static<typeof LoggedAttempt>

type Entry = FoundEntry & { readonly startedBy: string | null }

/** All that the log holds of the attempt that an entry belongs to: the request, its answers, and what the orchestrator made of them. */
export async function readAttempt(
  orm: Database,
  { organizationId, subject, revision, attempt }: FoundEntry,
): Promise<LoggedAttempt | undefined> {
  if (revision === 0 || attempt === null || attempt === 0) return undefined
  const { rows } = await sql<Entry>`
    select ${entryColumns}, r.actor as "startedBy"
    from sync_logs l
      left join run r on r.organization_id = l.organization_id and r.run_id = l.run_id
    where l.organization_id = ${organizationId} and l.subject = ${subject} and l.revision = ${revision}
      and l.attempt = ${attempt} order by l.at, l.id`.execute(orm.em.fork().getKysely())
  return shownAttempt(attempt, rows)
}

function shownAttempt(attempt: number, entries: readonly Entry[]): LoggedAttempt {
  const ofKind = (kind: string) => entries.filter((entry) => entry.kind === kind)
  const [request] = ofKind('posting.requested')
  const answers = answersOf(ofKind('posting.completed'), ofKind('sync.succeeded')).map(shownAnswer)
  const last = entries.findLast(({ kind }) => kind === 'sync.succeeded' || kind === 'sync.failed')
  return {
    attempt,
    status: last?.status ?? answers.at(-1)?.status ?? 'requested',
    answers,
    ...leftOut({
      connector: lastOf(entries, (entry) => saidOf(entry).connector),
      reference: lastOf(entries, ({ reference }) => reference),
      requestedAt: request && iso(request.at),
      answeredAt: answers.at(-1)?.at,
      amount: request && saidOf(request).amount,
      mappingVersion: lastOf(entries, ({ mappingVersion }) => mappingVersion),
      runId: last?.runId,
      startedBy: last?.startedBy,
      voucher: answers.findLast(({ voucher }) => voucher)?.voucher,
      payload: request?.body,
    }),
  }
}

/** Of a straight answer, the success alone tells. */
const answersOf = (answers: readonly Entry[], successes: readonly Entry[]) => [
  ...answers,
  ...successes.filter((success) => !answers.some(({ status }) => status === success.status)),
]

const shownAnswer = (entry: Entry): Answer => {
  const said = saidOf(entry)
  const { class: cls, voucherDate, voucherUrl } = said
  return {
    entryId: entry.id,
    at: said.answeredAt ?? iso(entry.at),
    status: entry.status,
    ...leftOut({
      class: cls,
      code: entry.code,
      message: entry.message,
      ledger: shownLedgerAnswer(said),
    }),
    ...(entry.voucherNumber !== null &&
      voucherDate !== undefined && {
        voucher: {
          number: entry.voucherNumber,
          date: voucherDate,
          ...(voucherUrl !== undefined && { url: voucherUrl }),
        },
      }),
  }
}

/** What stands in the line alone. */
const saidOf = ({ line }: FoundEntry) =>
  (line === null ? {} : JSON.parse(line)) as Answered & {
    readonly connector?: NonNullable<LoggedAttempt['connector']>
    readonly class?: NonNullable<Answer['class']>
    readonly amount?: string
    readonly voucherDate?: string
    readonly voucherUrl?: string
    readonly answeredAt?: string
  }

const lastOf = <T>(entries: readonly Entry[], of: (entry: Entry) => T | null | undefined) =>
  entries.map(of).findLast((value) => value !== null && value !== undefined)

type Present<T> = { [Key in keyof T]?: NonNullable<T[Key]> }

const leftOut = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<T>
