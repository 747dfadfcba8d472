import { hash } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The reference that a voucher carries in the ledger: `BB`, 13 characters of Crockford base32 (65 bits of
 * SHA-256 over organisation, record and revision) and a check character. 16 characters in all: Business
 * Central allows 20 in `documentNumber`. Computed, never drawn from a counter, so that even an
 * installation that lost everything knows its own vouchers again.
 */
export function voucherReference(
  organizationId: string,
  recordId: string,
  revision: number,
): string {
  const digest = hash('sha256', JSON.stringify([organizationId, recordId, revision]), 'buffer')
  let body = ''
  for (let bit = 0; bit < 65; bit += 5) {
    const twoBytes = digest.readUInt16BE(bit >> 3)
    body += alphabet[(twoBytes >> (11 - (bit & 7))) & 31]
  }
  return `BB${body}${checkCharacter(body)}`
}

/** Whether a text has the form of our references and its check character agrees: catches every single mistyped one. */
export function isVoucherReference(text: string): boolean {
  return (
    /^BB[0-9A-HJKMNP-TV-Z]{14}$/.test(text) && checkCharacter(text.slice(2, 15)) === text.at(-1)
  )
}

/** Luhn's check over an alphabet of 32. */
function checkCharacter(body: string): string {
  let sum = 0
  for (let at = 0; at < body.length; at++) {
    const value = alphabet.indexOf(body[at]!) * (at % 2 === body.length % 2 ? 1 : 2)
    sum += (value >> 5) + (value & 31)
  }
  return alphabet[(32 - (sum % 32)) % 32]!
}
