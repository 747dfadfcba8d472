import { createHash } from 'node:crypto'

/** A leaf: the hash of an entry's line. As all hashes here, in hexadecimal digits. */
export const leafOf = (line: string): string =>
  createHash('sha256').update('\0').update(line).digest('hex')

/** The head before the first seal of an organisation. */
export const beginningOf = (chain: string, organizationId: string): string =>
  createHash('sha256').update(`bilagsbro log\n${chain}\n${organizationId}`).digest('hex')

export const headOf = (before: string, leaves: string): string =>
  createHash('sha256')
    .update('\u0001')
    .update(Buffer.from(before, 'hex'))
    .update(Buffer.from(leaves, 'hex'))
    .digest('hex')
