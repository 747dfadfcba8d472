import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { App } from '@bilagsbro/service-kit/http'
import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { refuseFaults } from '#domain/faults.ts'
import type { TableLine } from '#domain/mapping-table.ts'

/** Lets the routes of a file take tables. What is not UTF-8 arrives as nothing, and is refused by `readCsv`. */
export function acceptCsv(app: App): void {
  app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer))
    } catch {
      done(null, '')
    }
  })
}

/** Separated by whichever of ; and , the first line has more of. Lines with nothing in them are left out. */
export function readCsv(text: string): Result<TableLine[], Refusal> {
  if (text.trim() === '')
    return err(refused(1, 'The table is empty, or not in UTF-8. Save it as "CSV UTF-8".'))
  const [first = ''] = text.split(/\r|\n/, 1)
  const delimiter = first.split(';').length >= first.split(',').length ? ';' : ','
  try {
    const read = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    const lines = read.map(({ record, info }) => ({
      number: info.lines,
      cells: record.map(unescaped),
    }))
    return ok(lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines } = error as CsvError & { lines?: number }
    return err(refused(lines ?? 1, 'The quotes or the length of this line are not right.'))
  }
}

/** For spreadsheets of Norway: a byte order mark, semicolons, CRLF. No cell is taken for a formula. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  })

/** What `writeCsv` put before what might be a formula. */
const unescaped = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r])/, '')

const refused = (line: number, message: string) =>
  refuseFaults('mapping.table_invalid', [{ field: `line ${line}`, message }])
