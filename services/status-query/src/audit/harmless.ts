import { harmlessWords } from './harmless-words.ts'
import { masked } from './sent-voucher.ts'

const numbers = /(?<![\p{L}\p{N}])\d+(?:[ .]\d+)*(?![\p{L}\p{N}])/gu
const addresses = /[^\s()<>"']+@[^\s()<>"']+/g
const words = /[\p{L}\p{M}\p{N}@_]+/gu
const day = /^\d{1,2}\.\d{1,2}\.\d{4}$/
const reference = /^BB[0-9A-Z]{14}$/
/** No name has a digit, and a secret is longer. */
const code = /^(?=\p{Lu}*\d)[\p{Lu}\d]{1,10}$/u
const letter = /^.$/su
const severalMasked = /\[masked\](?:[ .,'’-]{0,3}(?:\p{L}[.'’]? ?)?\[masked\])+/gu

/**
 * What an accounting system said, reduced to what is known to say nothing of anybody: words of a list, short numbers, codes
 * and our own references. Business Central names suppliers in its errors, and the log is kept for years.
 */
export const harmless = (said: string): string =>
  said
    .replaceAll(addresses, masked)
    .replaceAll(numbers, (number) => (isShort(number) ? number : masked))
    .replaceAll(words, (word) => (isKnown(word) ? word : masked))
    .replaceAll(severalMasked, masked)

/** Longer ones are of persons, banks and telephones. */
const isShort = (number: string) => day.test(number) || number.replaceAll(/\D/g, '').length <= 7

const isKnown = (word: string) =>
  word === 'masked' ||
  letter.test(word) ||
  /^\d+$/.test(word) ||
  reference.test(word) ||
  code.test(word) ||
  harmlessWords.has(word.toLowerCase())
