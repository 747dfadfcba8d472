import { createHash } from 'node:crypto'
import type { Connection } from '@bilagsbro/posting-engine/application/ports/accounting-system'

/**
 * The principal of a connection: its credential at its host. Credentials are told apart by so small a part of their hash
 * that nobody could find them again from it; two with the same part share a limit.
 */
export function principalOf({ target, secrets }: Connection): string {
  const { endpoint = '', clientId = '' } = target
  if (!URL.canParse(endpoint)) return ''
  const { apiKey, username, extraHeaders } = secrets
  const shown = JSON.stringify([clientId, apiKey, username, extraHeaders])
  const hash = createHash('sha256').update(shown).digest('hex').slice(0, hexDigits)
  return `${new URL(endpoint).origin} ${clientId} ${hash}`
}
const hexDigits = 8
