import { err, ok, pointerTo, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { App } from '@bilagsbro/service-kit/http-app'
import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { TableLine } from '#domain/mapping-table.ts'
import { fault, invalid } from '#domain/refusals.ts'
import { textOf, unreadable } from './csv-text.ts'

/** Lets the routes of a scope take tables in CSV. */
export function acceptCsv(app: App): void {
  app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, textOf(body as Buffer)),
  )
}

/** The separator is the most frequent of ; and , and tabs in the line of column names, or the one that `sep=` names. Empty lines are left out. */
export function readCsv(text: string): Result<TableLine[], Refusal> {
  // No name contains a line end, and quotes must not hide one: a fault stays on its own line.
  const lines = text.split(/\r\n|\r|\n/)
  const head = lines.findIndex((line) => line.trim() !== '')
  if (head < 0) return err(refused(1, 'table.empty'))
  const wrong = lineFault(lines)
  if (wrong) return err(wrong)
  const said = separator.exec(lines[head]!)?.[1]
  if (said) lines[head] = ''
  const delimiter = said ?? likelyDelimiter(lines[head]!)
  try {
    const read = parse(lines.join('\n'), {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    const table = read.map(({ record, info }) => ({
      number: info.lines,
      cells: record.map(unescaped),
    }))
    return ok(table.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines: at } = error as CsvError & { lines?: number }
    return err(refused(at ?? 1, 'table.quotes_wrong'))
  }
}

/** A line that Excel reads, and writes for other programs, before the names of the columns. */
const separator = /^"?sep=([;,\t])"?[;,\t]*$/i

const delimiters = [';', ',', '\t'] as const

function likelyDelimiter(head: string): string {
  const count = (delimiter: string) => head.split(delimiter).length
  return delimiters.reduce((best, other) => (count(other) > count(best) ? other : best))
}

function lineFault(lines: readonly string[]): Refusal | undefined {
  for (const [at, line] of lines.entries()) {
    if (line.includes(unreadable)) return refused(at + 1, 'table.characters_unreadable')
    if (line.split('"').length % 2 === 0) return refused(at + 1, 'table.quotes_wrong')
  }
  return undefined
}

/** The form that Norwegian spreadsheets read: a byte order mark, semicolons, CRLF. No cell is taken for a formula. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  })

/** Removes the mark that `writeCsv` puts before a cell that might be a formula. */
const unescaped = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r])/, '')

const refused = (
  line: number,
  code: 'table.empty' | 'table.quotes_wrong' | 'table.characters_unreadable',
) => invalid('mapping.table_invalid', [fault(pointerTo('lines', line), code, {})])
