/** A code as ledgers keep and compare it: in capitals, without blanks around it. */
export const codeOf = (text: string): string =>
  isCode.test(text) ? text : text.normalize('NFC').trim().toUpperCase()
/** Most are one already. */
const isCode = /^[\dA-Z]+$/

export const isSameCode = (a: string | undefined, b: string | undefined): boolean =>
  (a === undefined ? a : codeOf(a)) === (b === undefined ? b : codeOf(b))
