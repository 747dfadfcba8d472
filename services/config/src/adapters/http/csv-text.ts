/** What stands for a byte that no encoding explains; no table has it on purpose. */
export const unreadable = '\ufffd'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows = new TextDecoder('windows-1252')
/** What is no letter of Western Europe in it: where æ, ø and å stand in the encodings of DOS and Macintosh. */
const doubtful = /[^\0-\u007f\u00a0\u00a7\u00c0-\u00ff]/gu

/**
 * The text of a table as spreadsheets save it: UTF-8, UTF-16 ("Unicode text"), or Windows-1252 ("CSV"). The last is told
 * by its letters, and a byte that is none in it becomes {@link unreadable}: it may be another encoding, where it is
 * another letter.
 */
export function textOf(bytes: Buffer): string {
  const wide = wideEncoding(bytes)
  if (wide) return new TextDecoder(wide).decode(bytes)
  try {
    return utf8.decode(bytes)
  } catch {
    return windows.decode(bytes).replaceAll(doubtful, unreadable)
  }
}

/** By its byte order mark, or by every other byte of the first characters, which are those of a column's name. */
function wideEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second, third, fourth] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (second === 0 && fourth === 0) return 'utf-16le'
  if (first === 0 && third === 0) return 'utf-16be'
  return undefined
}
