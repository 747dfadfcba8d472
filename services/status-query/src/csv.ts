/** An amount is a number to a spreadsheet, whatever its sign. */
interface AmountCell {
  readonly amount: string | undefined
}
export type Cell = string | number | AmountCell | undefined

/** Excel takes a table for UTF-8 by this mark alone. */
export const csvMark = '\ufeff'

/** A row of a table that a Norwegian Excel opens right. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(textOf).join(';')}\r\n`

const textOf = (value: Cell): string =>
  typeof value === 'object' ? (value.amount ?? '').replace('.', ',') : safe(String(value ?? ''))

/** A text that begins like a formula is one to a spreadsheet, whoever wrote it; an apostrophe before it keeps it a text. */
function safe(text: string): string {
  const kept =
    /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[";\r\n\t]/.test(kept) ? `"${kept.replaceAll('"', '""')}"` : kept
}

/** In the one form that every spreadsheet reads as a time. */
export const osloTime = (at: string | number): string => form.format(new Date(at)).replace(',', '')
const form = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'medium',
})
