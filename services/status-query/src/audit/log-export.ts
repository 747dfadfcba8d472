import { Readable } from 'node:stream'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import type { Language } from '@bilagsbro/service-kit/texts'
import { sql } from 'kysely'
import { iso } from '../moments.ts'
import { csvHead, csvRow } from './log-csv.ts'
import { matching, type LogFilter } from './log-filter.ts'
import { countEntries, isKnown, readEntries } from './log-query.ts'
import { shownEntry, type FoundEntry } from './log-row.ts'
import { readSeals } from './verify.ts'

export const formats = ['csv', 'jsonl'] as const
export type Format = (typeof formats)[number]

export interface ExportQuery extends LogFilter {
  readonly organizationId?: string | undefined
  readonly format: Format
  readonly language: Language
}

const rowsAtOnce = 1_000

/**
 * The filtered log as a text that is read while it is sent: a page of rows is in memory, and none is read for a client
 * that has gone. Refused where it has more rows than `most`.
 */
export const createLogExport =
  (orm: Database, most = 1_000_000) =>
  async ({ organizationId, format, language, ...filter }: ExportQuery) => {
    if (organizationId !== undefined && !(await isKnown(orm, organizationId)))
      return err(unknownOrganization)
    const within = { organizationId, conditions: matching({ ...filter, organizationId }) }
    if ((await countEntries(orm, within, most)) > most) return err(tooLarge(most))
    const read = (after: string | undefined) =>
      inScope(organizationId, () => readEntries(orm, { ...within, after, limit: rowsAtOnce }))
    return ok(streamed(pages(format, language, read)))
  }

const tooLarge = (limit: number): Refusal => ({
  kind: 'invalid',
  code: 'log.export_too_large',
  params: { limit },
})

async function* pages(
  format: Format,
  language: Language,
  read: (after: string | undefined) => Promise<FoundEntry[]>,
) {
  const rowOf = format === 'csv' ? csvRow : jsonRow
  if (format === 'csv') yield csvHead(language)
  let after: string | undefined
  do {
    const rows = await read(after)
    if (rows.length > 0) yield rows.map(rowOf).join('')
    after = rows.length === rowsAtOnce ? rows.at(-1)!.place : undefined
  } while (after !== undefined)
}

/** The line is a text within the row, so that whoever reads the row has the bytes that are sealed. */
function jsonRow(found: FoundEntry): string {
  const { id, line, body, salt } = found
  const row =
    line === null
      ? { id, before: shownEntry(found) }
      : { id, line, ...(body !== null && { payload: body, salt }) }
  return `${JSON.stringify(row)}\n`
}

/** The seals of an organisation, behind a row that says where its chain begins. */
export const createSealExport =
  (orm: Database) =>
  async (organizationId: string): Promise<Result<Readable, Refusal>> => {
    if (!(await isKnown(orm, organizationId))) return err(unknownOrganization)
    return ok(streamed(sealPages(orm, organizationId)))
  }

async function* sealPages(orm: Database, organizationId: string) {
  const inside = <T>(work: () => Promise<T>) => inScope(organizationId, work)
  const { rows } = await inside(() =>
    sql<{ chain: string; since: number; before: string }>`
      select chain, (extract(epoch from since) * 1000)::float8 as since, before::text from chain`.execute(
      orm.em.fork().getKysely(),
    ),
  )
  const { chain, since, before } = rows[0]!
  yield `${JSON.stringify({ chain, organizationId, since: iso(since), before })}\n`
  let at = { no: 0, entries: 0 }
  for (;;) {
    const seals = await inside(() => readSeals(orm.em.fork(), organizationId, at))
    const last = seals.at(-1)
    if (!last) return
    yield seals.map(sealRow).join('')
    at = { no: last.no, entries: last.last }
  }
}

const sealRow = ({ leaves, sealedAt, ...seal }: Awaited<ReturnType<typeof readSeals>>[number]) =>
  `${JSON.stringify({ ...seal, leaves: leaves.match(/.{64}/g) ?? [], sealedAt: iso(sealedAt) })}\n`

/** What is read while it is sent is read outside of the request's own scope. */
export const inScope = <T>(organizationId: string | undefined, work: () => Promise<T>) =>
  withinScope(organizationId === undefined ? 'all' : [organizationId], work)

const patienceMs = 60_000

/** A text that is read in pieces while it is sent; given up where nobody reads for a minute. */
export function streamed(pieces: AsyncIterable<string>): Readable {
  const stream: Readable = Readable.from(watched(), { objectMode: true, highWaterMark: 1 })
  async function* watched() {
    for await (const piece of pieces) {
      const timer = setTimeout(() => stream.destroy(new Error('Nobody reads it.')), patienceMs)
      try {
        yield piece
      } finally {
        clearTimeout(timer)
      }
    }
  }
  return stream
}
