import type { Refusal } from '@bilagsbro/kernel/result'

/** One place that is to be put right. */
export interface FieldFault {
  readonly field: string
  readonly message: string
}

/** What a fault of a category's name, and not of its rule, is told of. */
export const nameField = (category: string) => `categories: the name ${JSON.stringify(category)}`

/** Eight faults are told in words, and two hundred at most as a list. */
export function refuseFaults(code: string, faults: readonly FieldFault[]): Refusal {
  const words = faults.slice(0, 8).map(({ field, message }) => `${field}: ${message}`)
  if (faults.length > 8) words.push(`And ${faults.length - 8} faults more.`)
  return { kind: 'invalid', code, message: words.join(' '), faults: faults.slice(0, 200) }
}
