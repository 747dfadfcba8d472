import { createHash } from 'node:crypto'
import type { Connection } from '@bilagsbro/posting-engine/application/ports/accounting-system'

/**
 * Whom a ledger counts requests against: whoever shows this credential at this host. The credential is told apart by
 * so little of its hash that nobody could find it again from that; whom it takes for one shares a limit.
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
