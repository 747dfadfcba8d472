import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs'

/** What happened to the ledgers, one line of JSON each: what a stand-in remembers over a restart. */
export interface LineFile<Line> {
  /** What was there when the file was opened. */
  readonly stored: readonly Line[]
  append(line: Line): void
  clear(): void
  close(): void
}

export function openLineFile<Line>(path: string): LineFile<Line> {
  const stored = existsSync(path) ? readLines<Line>(path) : []
  const file = openSync(path, 'a')
  return {
    stored,
    append: (line) => void writeSync(file, `${JSON.stringify(line)}\n`),
    clear: () => ftruncateSync(file),
    close: () => closeSync(file),
  }
}

function readLines<Line>(path: string): Line[] {
  const text = readFileSync(path, 'utf8')
  // A last line that a kill cut off was never answered for: it did not happen.
  const complete = text.slice(0, text.lastIndexOf('\n') + 1)
  if (complete.length < text.length) truncateSync(path, Buffer.byteLength(complete))
  return complete
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line)
}
