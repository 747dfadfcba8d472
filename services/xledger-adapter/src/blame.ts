import { isSameCode } from '@bilagsbro/booking/code'
import type { VoucherLine } from '@bilagsbro/booking/voucher'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'

type Fits = (line: VoucherLine, postingDate: string) => boolean

/** Which vouchers a refusal of their mutation is about, as far as its texts tell. */
export function blame(messages: readonly string[], postings: readonly Posting[]): Set<Posting> {
  const blamed = messages.flatMap((message) => {
    const fits = fitOf(message)
    return fits
      ? postings.filter(({ voucher: { lines, postingDate } }) =>
          lines.some((line) => fits(line, postingDate)),
        )
      : []
  })
  return new Set(blamed)
}

function fitOf(message: string): Fits | undefined {
  const [, field, code] =
    /\b(\w+)\.code: No value matching owner \d+, code '(.*)'\.$/.exec(message) ??
    /\b(account|glObject[1-5]|project|tax ?rule|subledger) ([\w.-]*\w)/i.exec(message) ??
    []
  if (field !== undefined && code !== undefined)
    return (line) => isSameCode(fieldOf(line, field), code)
  const [, year, month] = /\bperiod\w* (\d{4})[-/](\d{2})\b/i.exec(message) ?? []
  return year === undefined
    ? undefined
    : (_, postingDate) => postingDate.startsWith(`${year}-${month}`)
}

function fieldOf(line: VoucherLine, field: string): string | undefined {
  if (/^account$/i.test(field)) return line.account
  if (/^tax ?rule$/i.test(field)) return line.vatCode
  if (/^subledger$/i.test(field)) return line.subledger?.number
  return line.dimensions?.find(({ code }) => code.toLowerCase() === field.toLowerCase())?.value
}
