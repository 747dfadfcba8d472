/** A code as ledgers keep and compare it: in capitals, without blanks around it. */
export const codeOf = (text: string): string => text.normalize('NFC').trim().toUpperCase()

export const isSameCode = (a: string | undefined, b: string | undefined): boolean =>
  (a === undefined ? a : codeOf(a)) === (b === undefined ? b : codeOf(b))
