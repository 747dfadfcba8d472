import { expect, test } from 'vitest'
import { readCsv } from './csv.ts'
import { textOf } from './csv-text.ts'

const rowsOf = (bytes: Buffer | string) => {
  const read = readCsv(textOf(Buffer.from(bytes as string)))
  if (!read.ok) throw new Error(read.error.code)
  return read.value.map(({ number, cells }) => [number, ...cells])
}
const refusedAs = (bytes: Buffer | string) => {
  const read = readCsv(textOf(Buffer.from(bytes as string)))
  return read.ok
    ? undefined
    : read.error.faults?.map(({ field, code }) => `${field} ${code}`).join()
}
const table = 'Utgiftstype;Konto\r\nMåltid på reise;7140\r\n'
const rows = [
  [1, 'Utgiftstype', 'Konto'],
  [2, 'Måltid på reise', '7140'],
]
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()
const utf16 = Buffer.from(table, 'utf16le')
const mark = Buffer.from('\ufeff', 'utf16le')

test.each<[string, Buffer]>([
  ['UTF-8', Buffer.from(table)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${table}`)],
  ['UTF-16 with a byte order mark', Buffer.concat([mark, utf16])],
  ['UTF-16 with the other byte order mark', swapped(Buffer.concat([mark, utf16]))],
  ['UTF-16 without a mark', utf16],
  ['UTF-16 in the other order, without a mark', swapped(utf16)],
  ['Windows-1252', Buffer.from(table, 'latin1')],
])('a table in %s is read', (_encoding, bytes) => expect(rowsOf(bytes)).toEqual(rows))

test.each<[string, Buffer]>([
  // In these, other bytes are the letter å.
  ['Macintosh', Buffer.from('Utgiftstype;Konto\rb\x8ct;7140\r', 'latin1')],
  ['DOS', Buffer.from('Utgiftstype;Konto\r\nb\x86t;7140\r\n', 'latin1')],
  ['an odd number of bytes', Buffer.concat([Buffer.from('Konto\nb', 'utf16le'), Buffer.from('x')])],
  ['broken before it came', Buffer.from('Utgiftstype;Konto\nb\ufffdt;7140')],
])('a table in an encoding that cannot be told (%s) is refused by its line', (_name, bytes) => {
  expect(refusedAs(bytes)).toBe('/lines/2 table.characters_unreadable')
})

test.each<[string, string, (string | number)[][]]>([
  [
    'mixed line ends',
    'a;b\r\nc;d\ne;f\rg;h',
    [
      [1, 'a', 'b'],
      [2, 'c', 'd'],
      [3, 'e', 'f'],
      [4, 'g', 'h'],
    ],
  ],
  [
    'lines that are empty',
    '\n\r\na;b\n;\n\n"c";d',
    [
      [3, 'a', 'b'],
      [6, 'c', 'd'],
    ],
  ],
  [
    'a line that says the separator',
    'sep=;\r\na,b;c\r\nd;e',
    [
      [2, 'a,b', 'c'],
      [3, 'd', 'e'],
    ],
  ],
  ['a line that says the separator, as it is saved again', '"sep=,";;\na,b', [[2, 'a', 'b']]],
  ['a line that says tabs', 'SEP=\t\na\tb;c', [[2, 'a', 'b;c']]],
  [
    'tabs',
    'a\tb\nc;d\te',
    [
      [1, 'a', 'b'],
      [2, 'c;d', 'e'],
    ],
  ],
  [
    'commas',
    'a,b\nc;d,e',
    [
      [1, 'a', 'b'],
      [2, 'c;d', 'e'],
    ],
  ],
  [
    'empty cells at the end',
    'a;b;;\nc;d;;',
    [
      [1, 'a', 'b', '', ''],
      [2, 'c', 'd', '', ''],
    ],
  ],
  [
    'quotes',
    '"a ""x""";b\n"c;d";e',
    [
      [1, 'a "x"', 'b'],
      [2, 'c;d', 'e'],
    ],
  ],
])('a table with %s is read', (_what, text, expected) => expect(rowsOf(text)).toEqual(expected))

const quotes = 'table.quotes_wrong'
test.each<[string, string, string]>([
  ['nothing in it', ' \r\n\n', '/lines/1 table.empty'],
  ['a quote that is not closed', 'a;b\n"taxi;7140\nhotel;7150\n', `/lines/2 ${quotes}`],
  [
    'a quote that closes on another line',
    'a;b\nc;d\n"taxi;7140\nhotel";7150',
    `/lines/3 ${quotes}`,
  ],
  ['a quote in a cell', 'sep=;\na;b\nc;d\nta"x"i;7140', `/lines/4 ${quotes}`],
  ['an endless line', `a;b\n\n${'x'.repeat(30_000)};1`, `/lines/3 ${quotes}`],
])('a table with %s is refused by its line', (_what, text, message) => {
  expect(refusedAs(text)).toBe(message)
})
