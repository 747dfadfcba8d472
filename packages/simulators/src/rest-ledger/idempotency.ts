import { Problem } from './problem.ts'
import type { KeptAnswer, RestLedger } from './rest-world.ts'

/** draft-ietf-httpapi-idempotency-key-header-07: an sf-string (RFC 8941, section 3.3.3). */
const sfString = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/

/** Throws where the header is missing or no string, or where its request is outstanding. */
export function keyOf(ledger: RestLedger, header: string | undefined): string | undefined {
  if (ledger.seed.idempotency === 'ignored') return undefined
  if (header === undefined)
    throw new Problem(
      400,
      'Idempotency-Key is missing',
      'This operation is idempotent and it requires correct usage of Idempotency Key.',
    )
  const key = sfString.exec(header)?.[1]
  if (!key) throw new Problem(400, 'Idempotency-Key is malformed', 'It must be a quoted string.')
  if (ledger.outstanding.has(key))
    throw new Problem(
      409,
      'A request is outstanding for this Idempotency-Key',
      'A request with the same Idempotency-Key for the same operation is being processed or is outstanding.',
    )
  return key
}

/** What the key was answered with first. Throws where it came with another body then. */
export function replayOf(
  { keys, seed }: RestLedger,
  key: string,
  body: string,
  now: number,
): KeptAnswer['reply'] | undefined {
  const kept = keys.get(key)
  if (!kept || now - kept.at > (seed.keyLifetimeMs ?? Infinity)) return undefined
  if (kept.body === body) return kept.reply
  throw new Problem(
    422,
    'Idempotency-Key is already used',
    'This operation is idempotent and it requires correct usage of Idempotency Key. Idempotency Key MUST not be reused across different payloads of this operation.',
  )
}
