import { cut } from './vendor-text.ts'

/**
 * The text of a line in the ledger, with the voucher's reference as its last word: what finds a voucher again that
 * the ledger gave another number. The reference is never cut; the text is.
 */
export const markedText = (text: string, reference: string, longest: number): string =>
  `${cut(text.replaceAll(/\p{Cc}+/gu, ' ').trim(), longest - reference.length - 1)} ${reference}`.trimStart()

/** The last word of a text of the ledger: the reference, where the text is marked. */
export const markOf = (text: string): string => text.slice(text.lastIndexOf(' ') + 1)

/** Whether a text of the ledger ends with that reference as a word of its own. */
export const isMarked = (text: string, reference: string): boolean =>
  text === reference || text.endsWith(` ${reference}`)
