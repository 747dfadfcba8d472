import { printable } from './printable.ts'

/** Text in columns; the last is cut to the width of the terminal. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  width = process.stdout.columns ?? 200,
): string {
  const lines = [heads.map((head) => head.toUpperCase()), ...rows.map((row) => row.map(printable))]
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  '))
    .map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line).trimEnd())
    .join('\n')
}
