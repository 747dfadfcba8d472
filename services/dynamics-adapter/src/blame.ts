import { isSameCode } from '@bilagsbro/booking/code'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { WrittenLine } from './journal.ts'

/**
 * The vouchers whose fault keeps a journal from being posted. Business Central stops at the first fault and names it by
 * document, line or account; vouchers that share the fault would fail the same way. Empty where the message names
 * nobody: then halving the flight finds the culprit.
 */
export function blame(
  failure: Failure,
  message: string,
  postings: readonly Posting[],
  lines: readonly WrittenLine[],
): Posting[] {
  if (failure.class === 'awaiting_approval' || postings.length === 1) return [...postings]
  const named = namedBy(message, postings, lines)
  if (failure.code === 'period.vat_settled') return ofSettledMonths(named, postings)
  if (failure.class === 'period_closed') {
    const closed = new Set(named.map(({ voucher }) => voucher.postingDate))
    return postings.filter(({ voucher }) => closed.has(voucher.postingDate))
  }
  return named.length > 0 ? named : usersOf(failure, message, postings)
}

/** No VAT period ends within a month. Periods are settled in order, so a message that names none means the first. */
function ofSettledMonths(named: readonly Posting[], postings: readonly Posting[]): Posting[] {
  const monthOf = ({ voucher }: Posting) => voucher.postingDate.slice(0, 'yyyy-mm'.length)
  const [first] = postings.map(monthOf).toSorted()
  const settled = new Set(named.length > 0 ? named.map(monthOf) : [first])
  return postings.filter((posting) => settled.has(monthOf(posting)))
}

function namedBy(
  message: string,
  postings: readonly Posting[],
  lines: readonly WrittenLine[],
): Posting[] {
  const references = new Set(message.match(/\bBB[0-9A-Z]{14}\b/g))
  const named = postings.filter(({ reference }) => references.has(reference))
  if (named.length > 0) return named
  const number =
    /(?:Line No|Linjenr)\.='?(\d+)|(?:Gen\. Journal Line|Finanskladdelinje):? [^,]*, ?[^,]*, ?(\d+)/.exec(
      message,
    )
  const line = lines.find((each) => each.number === Number(number?.[1] ?? number?.[2]))
  return line ? [line.posting] : []
}

function usersOf(failure: Failure, message: string, postings: readonly Posting[]): Posting[] {
  const account = accountIn(message)
  if (!account || !/^(account|dimension|vat)\./.test(failure.code)) return []
  const dimension = /(?:Dimension Code|Dimensjonskode):? '?([A-Za-z0-9-]+)/.exec(message)?.[1]
  return postings.filter(({ voucher }) =>
    voucher.lines.some(
      (line) =>
        isSameCode(line.account, account) &&
        (failure.code !== 'dimension.missing' ||
          (dimension !== undefined &&
            !line.dimensions?.some(({ code }) => isSameCode(code, dimension)))),
    ),
  )
}

/** The account that a refusal is about, where it names one. */
export const accountIn = (message: string): string | undefined =>
  /(?:G\/L Account|Finanskonto):? (?:(?:No|Nr)\.=)?'?([A-Z0-9-]+)|Posting to Account ([A-Z0-9-]+)/i
    .exec(message)
    ?.slice(1)
    .find((account) => account !== undefined)
