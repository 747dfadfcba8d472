import type { Failure, Subject } from './failure.ts'
import type { Voucher } from './voucher.ts'

/**
 * The failure with the thing that is wrong, where the voucher and the ledger's words leave no choice: the only such thing
 * in the voucher, or the only one that the ledger names.
 */
export function withSubject(failure: Failure, voucher: Voucher): Failure {
  if (failure.subject) return failure
  const subject = only(subjectsOf(failure, voucher), failure.message)
  return subject ? { ...failure, subject } : failure
}

function only(subjects: readonly Subject[], words: string): Subject | undefined {
  const different = [...new Map(subjects.map((one) => [one.value, one])).values()]
  const named =
    different.length > 1 ? different.filter(({ value }) => says(words, value)) : different
  return named.length === 1 ? named[0] : undefined
}

/** The value as a word of its own: account 71 is not named by 7140. */
function says(words: string, value: string): boolean {
  const isPart = (character = '') => /[\p{L}\p{N}]/u.test(character)
  for (let at = words.indexOf(value); at >= 0; at = words.indexOf(value, at + 1))
    if (!isPart(words[at - 1]) && !isPart(words[at + value.length])) return true
  return false
}

function subjectsOf({ class: cls, code }: Failure, { postingDate, lines }: Voucher): Subject[] {
  if (cls === 'period_closed') return [{ kind: 'period', value: postingDate.slice(0, 7) }]
  if (cls !== 'data') return []
  switch (code.split('.')[0]) {
    case 'account':
      return lines.map(({ account }) => ({ kind: 'account', value: account }))
    case 'dimension':
      return lines.flatMap(({ dimensions = [] }) =>
        dimensions.map(({ value }) => ({ kind: 'dimension' as const, value })),
      )
    case 'vat':
      return lines.flatMap(({ vatCode }) =>
        vatCode === undefined ? [] : [{ kind: 'vat_code', value: vatCode } as const],
      )
    case 'subledger':
      return lines.flatMap(({ subledger }) =>
        subledger ? [{ kind: 'payee', value: subledger.number } as const] : [],
      )
    default:
      return []
  }
}
