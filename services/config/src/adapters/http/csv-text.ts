/** The character that stands for a byte that no encoding explains. No table has this character on purpose. */
export const unreadable = '\ufffd'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows = new TextDecoder('windows-1252')
/** Characters of Windows-1252 that are no letters of Western Europe. DOS and Macintosh have æ, ø and å in their places. */
const doubtful = /[^\0-\u007f\u00a0\u00a7\u00c0-\u00ff]/gu

/**
 * The text of a table as spreadsheets save tables: UTF-8, UTF-16 ("Unicode text"), or Windows-1252 ("CSV"). A byte that
 * is no letter in Windows-1252 becomes {@link unreadable}: the byte may be a letter in another encoding.
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

/** Told by the byte order mark, or by the zeros between the first characters, which belong to a column's name. */
function wideEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second, third, fourth] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (second === 0 && fourth === 0) return 'utf-16le'
  if (first === 0 && third === 0) return 'utf-16be'
  return undefined
}
