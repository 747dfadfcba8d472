import { randomBytes } from 'node:crypto'
import type { Exchange, Reply } from '#exchange.ts'
import { Problem } from './problem.ts'
import type { Authentication } from './seed.ts'
import type { RestLedger, RestWorld } from './rest-world.ts'

/** Throws 401, or 403 where the caller may only read. */
export function authorize(
  world: RestWorld,
  ledger: RestLedger,
  exchange: Exchange,
  toPost: boolean,
): void {
  const mayPost = rightOf(world, ledger, exchange)
  if (mayPost === undefined)
    throw new Problem(401, 'Unauthorized', 'The credentials are missing or wrong.')
  if (toPost && !mayPost)
    throw new Problem(403, 'Forbidden', 'These credentials may read, and not post.')
}

/** Whether the caller may post; nothing where the caller is not known. */
function rightOf(world: RestWorld, { seed }: RestLedger, exchange: Exchange): boolean | undefined {
  if (seed.authentication.kind === 'oauth2') {
    const [scheme, text = ''] = (exchange.header('authorization') ?? '').split(' ')
    const token = scheme?.toLowerCase() === 'bearer' ? world.tokens.get(text) : undefined
    const holds =
      token?.organizationId === seed.organizationId && token.expiresAt > world.clock.now().getTime()
    return holds ? token.mayPost : undefined
  }
  if (shown(seed.authentication, exchange)) return true
  return shown(seed.readOnly, exchange) ? false : undefined
}

function shown(wanted: Authentication, exchange: Exchange): boolean {
  if (wanted.kind === 'api_key') return exchange.header(wanted.header) === wanted.apiKey
  if (wanted.kind === 'oauth2') return false
  return exchange.header('authorization') === basic(wanted.username, wanted.password)
}

const basic = (name: string, secret: string) =>
  `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`

/** RFC 6749, section 4.4: client credentials, in the header or in the form. */
export function issueToken(
  world: RestWorld,
  { seed }: RestLedger,
  exchange: Exchange,
  body: string,
  lifetimeSeconds: number,
): Reply {
  const form = new URLSearchParams(body)
  if (form.get('grant_type') !== 'client_credentials') return refusal(400, 'unsupported_grant_type')
  const client = [seed.authentication, seed.readOnly].find(
    (one) => one.kind === 'oauth2' && isClient(one, exchange, form),
  )
  if (client?.kind !== 'oauth2') return refusal(401, 'invalid_client')
  const scope = form.get('scope')
  if (scope && scope !== client.scope) return refusal(400, 'invalid_scope')
  const token = randomBytes(24).toString('base64url')
  const now = world.clock.now().getTime()
  for (const [text, { expiresAt }] of world.tokens) if (expiresAt <= now) world.tokens.delete(text)
  world.tokens.set(token, {
    organizationId: seed.organizationId,
    mayPost: client === seed.authentication,
    expiresAt: now + lifetimeSeconds * 1_000,
  })
  return json(200, { access_token: token, token_type: 'Bearer', expires_in: lifetimeSeconds })
}

function isClient(
  { clientId, clientSecret }: Extract<Authentication, { kind: 'oauth2' }>,
  exchange: Exchange,
  form: URLSearchParams,
): boolean {
  const header = exchange.header('authorization')
  // Both are form-encoded before they are joined.
  const encoded = [clientId, clientSecret].map(encodeURIComponent) as [string, string]
  if (header) return header === basic(...encoded)
  return form.get('client_id') === clientId && form.get('client_secret') === clientSecret
}

const refusal = (status: number, error: string) => json(status, { error })

export const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({ status, body: JSON.stringify(body), headers })
