import { createHash } from 'node:crypto'

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
  const digest = createHash('sha256')
    .update(JSON.stringify([organizationId, recordId, revision]))
    .digest()
  const bits = (digest.readBigUInt64BE(0) << 1n) | BigInt(digest.readUInt8(8) >> 7)
  let body = ''
  for (let shift = 60n; shift >= 0n; shift -= 5n) body += alphabet[Number((bits >> shift) & 31n)]
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
