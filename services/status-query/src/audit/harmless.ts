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

const wordBoundary = /[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u
const longestCode = 64

/** A ledger's own code, if all its words are harmless: `Application_DialogException`. */
export const harmlessCode = (said: string): string =>
  said.length <= longestCode && said.split(wordBoundary).every((word) => !word || isHarmless(word))
    ? said
    : masked

const isHarmless = (word: string) => isKnown(word) && isShort(word)

const ids = [
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  // With a letter, so that no number of a person, a card or a telephone is one.
  /^(?=.*[a-f])[0-9a-f]{16,32}$/i,
  /^(?=.*[A-Z])[0-9A-HJKMNP-TV-Z]{26}$/,
  /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/,
  /^\d{1,7}$/,
]

/** A correlation id, if it looks like one: a UUID, a ULID, a trace, hexadecimal digits, a short number. */
export const harmlessId = (said: string): string =>
  ids.some((id) => id.test(said)) ? said : masked

/** Longer ones are of persons, banks and telephones. */
const isShort = (number: string) => day.test(number) || number.replaceAll(/\D/g, '').length <= 7

const isKnown = (word: string) =>
  word === 'masked' ||
  letter.test(word) ||
  /^\d+$/.test(word) ||
  reference.test(word) ||
  code.test(word) ||
  harmlessWords.has(word.toLowerCase())
